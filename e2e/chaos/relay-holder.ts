import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import pg from 'pg';
import type { Stack } from '../../deploy/local/src/stack.ts';
import type { FlowService } from './faults.ts';

/** A session that holds the relay's lease. */
export interface RelaySession {
  readonly backend: number;
  /** Of its connection, at the process that has it. */
  readonly port: number;
}

/** Who sends what a service has committed; null while nobody does. */
export async function relaySessionOf(stack: Stack, service: FlowService): Promise<RelaySession | null> {
  const database = new URL(stack.databaseUrlOf(service)).pathname.slice(1);
  const session = new pg.Client({ connectionString: stack.superuserUrl });
  await session.connect();
  try {
    const { rows } = await session.query<RelaySession>(
      `select activity.pid as backend, client_port as port
       from pg_locks join pg_stat_activity activity using (pid)
       where locktype = 'advisory' and granted and datname = $1 and application_name = 'motcua outbox relay'`,
      [database],
    );
    return rows[0] ?? null;
  } finally {
    await session.end();
  }
}

/** Which of the processes has the connection from a local port. */
export function ownerOfPort(pids: readonly number[], port: number): number | null {
  const inode = socketFrom(port);
  if (inode === null) return null;
  return pids.find((pid) => socketsOf(pid).includes(`socket:[${inode}]`)) ?? null;
}

/** The kernel's number of the connection that comes from a local port of IPv4. */
function socketFrom(port: number): string | null {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  const fields = lines.map((line) => line.trim().split(/\s+/)).find(([, local]) => local?.endsWith(`:${hex}`));
  return fields?.[9] ?? null;
}

function socketsOf(pid: number): readonly string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).map((file) => {
    try {
      return readlinkSync(`${folder}/${file}`);
    } catch {
      return ''; // Closed since it was listed.
    }
  });
}
