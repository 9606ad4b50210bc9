import { chownSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { serverEnvironment } from '../service-environment.ts';
import type { Part, PartContext } from './part.ts';
import { ownFolder, postgresAccount, postgresPlace } from './postgres-place.ts';

export const SUPERUSER = 'postgres';

/** PostgreSQL from the binaries inside the npm packages. It refuses to run as root, so root runs it as `nobody`. */
export const postgresPart: Part = {
  async prepare({ paths, secrets, supervisor, port }: PartContext) {
    const account = postgresAccount();
    const { binaries, data } = postgresPlace(paths, account);
    const run = { env: serverEnvironment(), ...(account && { account }) };
    if (!existsSync(join(data, 'PG_VERSION'))) {
      rmSync(data, { recursive: true, force: true });
      ownFolder(data, account);
      const passwordFile = join(dirname(data), `password-${process.pid}`);
      writeFileSync(passwordFile, secrets.postgresPassword, { mode: 0o600 });
      if (account) chownSync(passwordFile, account.uid, account.gid);
      const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
      const access = ['--auth=scram-sha-256', `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
      await supervisor
        .run({
          name: 'postgres-init',
          command: join(binaries, 'initdb'),
          args: ['-D', data, ...locale, ...access],
          ...run,
        })
        .finally(() => rmSync(passwordFile));
    }
    return {
      name: 'postgres',
      command: join(binaries, 'postgres'),
      args: ['-D', data, ...serverSettings(port)],
      ...run,
      // Fast shutdown: SIGTERM would wait for every client to leave.
      stopSignal: 'SIGINT' as const,
      stopGraceMs: 20_000,
      probe: () => probeServer(superuserUrl(port, secrets.postgresPassword)),
    };
  },
};

export function superuserUrl(port: number, password: string): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
}

function serverSettings(port: number): readonly string[] {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '256MB',
    fsync: 'on',
    max_wal_size: '2GB',
    timezone: 'UTC',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

export async function probeServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // A server that ends during the query is not ready.
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end();
  }
}
