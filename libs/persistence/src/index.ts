export {
  migrateFromEnvironment,
  runMigrations,
  type Grants,
  type MigrationClass,
  type RunMigrationsOptions,
} from './migrations.js';
export { PersistenceModule, type PersistenceOptions } from './persistence.module.js';
export { resealFromEnvironment } from './reseal-command.js';
export { reseal, type Resealed, type SealedTable } from './reseal.js';
export { Lease } from './lease.js';
export { Retention, type RetentionRule } from './retention.js';
export { sqlMigration, type SqlMigration } from './sql-migration.js';
export { Statement } from './statement.js';
export { DatabaseFault, databaseFaultOf } from './database-fault.js';
export { BACKGROUND, BackgroundUnitOfWork, UnitOfWork, type Tx } from './unit-of-work.js';
