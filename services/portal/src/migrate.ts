import '@motcua/kernel/program';
import { migrateFromEnvironment } from '@motcua/persistence';
import { portalGrants, portalMigrations } from './persistence/migrations.js';

await migrateFromEnvironment({ migrations: portalMigrations, grants: [portalGrants] });
