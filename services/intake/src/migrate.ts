import '@motcua/kernel/program';
import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { migrateFromEnvironment } from '@motcua/persistence';
import { seedCatalogue } from './catalogue/index.js';
import { intakeGrants, intakeMigrations } from './migrations.js';

await migrateFromEnvironment({
  migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations],
  grants: [messagingGrants, commandGrants, intakeGrants],
  seed: seedCatalogue,
});
