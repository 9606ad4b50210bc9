import '@motcua/kernel/program';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { metricsGrants, metricsMigrations } from './migrations/index.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...metricsMigrations],
  grants: [messagingGrants, metricsGrants],
});
