import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { ClearFault, messageOf } from './clear-fault.ts';

export interface WaitForPostgresOptions {
  /** @default 120_000 */
  readonly withinMs?: number;
  /** Called once when the server does not answer yet. @default nothing */
  readonly onWaiting?: (line: string) => void;
}

const TRY_EVERY_MS = 500;

/** Error codes of a server that is starting, or of a machine that is not reachable yet. */
const NOT_YET = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'],
  // cannot_connect_now, admin_shutdown, crash_shutdown, too_many_connections
  ...['57P03', '57P01', '57P02', '53300'],
]);

/**
 * Resolves when the server answers a query. It waits only for errors that may pass: a wrong password is reported at once.
 * @throws ClearFault with the address and the last error
 */
export async function whenPostgresAnswers(url: string, options: WaitForPostgresOptions = {}): Promise<void> {
  const { withinMs = 120_000, onWaiting } = options;
  const { host } = new URL(url);
  const deadline = Date.now() + withinMs;
  for (let attempt = 1; ; attempt += 1) {
    const fault = await faultOf(url);
    if (fault === null) return;
    const waits = isNotYet(fault) && Date.now() + TRY_EVERY_MS < deadline;
    if (!waits) throw new ClearFault(`PostgreSQL at ${host} does not answer: ${messageOf(fault)}`, { cause: fault });
    if (attempt === 1) onWaiting?.(`Waiting for PostgreSQL at ${host} (${messageOf(fault)})`);
    await delay(TRY_EVERY_MS);
  }
}

async function faultOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // The running query rejects with the same error.
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (fault) {
    return fault;
  } finally {
    await client.end().catch(() => undefined); // The error itself says more.
  }
}

function isNotYet(fault: unknown): boolean {
  const code = (fault as NodeJS.ErrnoException).code;
  // pg gives no code when the server closes the connection or is silent.
  if (code === undefined) return /terminated|timeout/i.test(messageOf(fault));
  return NOT_YET.has(code);
}
