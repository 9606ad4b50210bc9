import { runMigrations, type RunMigrationsOptions } from '@motcua/persistence';
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { realParts } from './real-parts.js';

/** A database of one spec, migrated as in production: owner and service are different roles. */
export interface FreshDatabase {
  /** For the service: its own role, with the rights of its grants. */
  readonly url: string;
  /** For the spec: may do everything. */
  readonly ownerUrl: string;
  /** Asks as the owner. */
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
  /** Removes database and role; open sessions are ended. */
  drop(): Promise<void>;
}

export type FreshDatabaseOptions = Pick<RunMigrationsOptions, 'migrations' | 'grants' | 'seed'>;

async function asAdmin(work: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: realParts().databaseUrl });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

/** Makes a database with a random name, its service role, the schema and the rights. */
export async function freshDatabase(options: FreshDatabaseOptions): Promise<FreshDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (admin) => {
    await admin.query(`create role ${name} login password '${name}'`);
    await admin.query(`create database ${name}`);
  });
  const owner = new URL(realParts().databaseUrl);
  owner.pathname = `/${name}`;
  const app = new URL(owner);
  app.username = name;
  app.password = name;
  await runMigrations({ ...options, ownerUrl: owner.href, role: name });
  const session = new Client({ connectionString: owner.href });
  await session.connect();
  return {
    url: app.href,
    ownerUrl: owner.href,
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await session.query(sql, [...parameters])).rows as Row[],
    drop: async () => {
      await session.end();
      await asAdmin(async (admin) => {
        await admin.query(`drop database ${name} with (force)`);
        await admin.query(`drop role ${name}`);
      });
    },
  };
}
