import '@motcua/kernel/program';
import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { deadlinesGrants, deadlinesMigrations } from './persistence/migrations.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...commandMigrations, ...deadlinesMigrations],
  grants: [messagingGrants, commandGrants, deadlinesGrants],
});
