import '@motcua/kernel/program';
import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { intakeGrants, intakeMigrations } from './persistence/migrations.js';
import { seedCatalogue } from './persistence/seed-catalogue.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations],
  grants: [messagingGrants, commandGrants, intakeGrants],
  seed: seedCatalogue,
});
