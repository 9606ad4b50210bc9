import '@motcua/kernel/program';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { metricsGrants, metricsMigrations } from './persistence/migrations.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...metricsMigrations],
  grants: [messagingGrants, metricsGrants],
});
