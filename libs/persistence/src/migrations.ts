import { DataSource, type MigrationInterface } from 'typeorm';

/** What a service's role may do; PostgreSQL refuses everything else. */
export interface Grants {
  /** @default ['public'] */
  readonly schemas?: readonly string[];
  /** Privileges by table, for example `{ dossier: 'SELECT, INSERT, UPDATE' }`. */
  readonly tables: Readonly<Record<string, string>>;
  /** @default [] */
  readonly sequences?: readonly string[];
}

export type MigrationClass = new () => MigrationInterface;

export interface RunMigrationsOptions {
  /** URL of the role that owns the tables; the running service never has it. */
  readonly ownerUrl: string;
  /** The role that the service itself connects as. */
  readonly role: string;
  /** In their order; each class name ends in a Unix time in milliseconds. */
  readonly migrations: readonly MigrationClass[];
  readonly grants: readonly Grants[];
  /** Data that belongs to the schema (a catalogue), written idempotently after the migrations. @default nothing */
  readonly seed?: (dataSource: DataSource) => Promise<void>;
}

const identifier = /^[a-z_][a-z0-9_.]*$/;

function quoted(name: string): string {
  if (!identifier.test(name)) throw new TypeError(`"${name}" is not a plain SQL identifier.`);
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}

async function grant(dataSource: DataSource, role: string, grants: Grants): Promise<void> {
  for (const schema of grants.schemas ?? ['public']) {
    await dataSource.query(`grant usage on schema ${quoted(schema)} to ${quoted(role)}`);
  }
  for (const [table, privileges] of Object.entries(grants.tables)) {
    await dataSource.query(`revoke all on ${quoted(table)} from ${quoted(role)}`);
    await dataSource.query(`grant ${privileges} on ${quoted(table)} to ${quoted(role)}`);
  }
  for (const sequence of grants.sequences ?? []) {
    await dataSource.query(`grant usage on sequence ${quoted(sequence)} to ${quoted(role)}`);
  }
}

/**
 * Brings a database to the present schema and sets the rights of the service's role. Idempotent; an advisory lock serialises
 * concurrent runs, so every replica may run it before it starts.
 */
export async function runMigrations(options: RunMigrationsOptions): Promise<void> {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: options.ownerUrl,
    migrations: [...options.migrations],
    migrationsTransactionMode: 'each',
    extra: { max: 2 },
  }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('motcua migrations'))`);
    await dataSource.runMigrations();
    for (const grants of options.grants) await grant(dataSource, options.role, grants);
    await options.seed?.(dataSource);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Runs migrations with the owner's URL and the role from `DATABASE_OWNER_URL` and `APP_ROLE`; ends the process on a fault. */
export async function migrateFromEnvironment(
  options: Omit<RunMigrationsOptions, 'ownerUrl' | 'role'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const { DATABASE_OWNER_URL: ownerUrl, APP_ROLE: role } = env;
  if (!ownerUrl || !role) {
    console.error('Set DATABASE_OWNER_URL (the owner role) and APP_ROLE (the role the service connects as).');
    process.exitCode = 1;
    return;
  }
  try {
    await runMigrations({ ...options, ownerUrl, role });
  } catch (error) {
    console.error(`Migration failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}
