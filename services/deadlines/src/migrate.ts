import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { deadlinesGrants, deadlinesMigrations } from './persistence/migrations.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...deadlinesMigrations],
  grants: [messagingGrants, deadlinesGrants],
});
