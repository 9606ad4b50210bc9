import '@motcua/kernel/program';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { surveysGrants, surveysMigrations } from './persistence/migrations.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...surveysMigrations],
  grants: [messagingGrants, surveysGrants],
});
