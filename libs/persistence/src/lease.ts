import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { sessionOptions } from './session-limits.js';

const BEAT_MS = 1_000;
/** Four missed beats: with a second for the election, a frozen holder is replaced well within ten seconds. */
const IDLE_MS = 4_000;
const STATEMENT_MS = 5_000;

/**
 * An advisory lock in a session of its own, which one process at a time holds for as long as it is alive. A process that is
 * frozen, or whose connection is half open, sends no more beats, and PostgreSQL ends its session and with it the lock. When such
 * a process continues, its next statement fails, so what a holder must not do twice goes through this session.
 */
export class Lease {
  private readonly heart = setInterval(() => this.beat(), BEAT_MS);
  /** Running statements; each of them is a beat as well. */
  private running = 0;

  private constructor(private readonly client: Client) {}

  /** Connects and tries to take the lease; undefined while another process holds it. */
  static async take(databaseUrl: string, name: string): Promise<Lease | undefined> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: name,
      ...sessionOptions({ lockMs: STATEMENT_MS, statementMs: STATEMENT_MS, idleMs: IDLE_MS }),
    });
    // The next statement on a lost session fails.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ won: boolean }>('select pg_try_advisory_lock(hashtext($1)) as won', [name]);
      if (rows[0]?.won) return new Lease(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return undefined;
  }

  /** @throws when the lease is lost */
  readonly query = async <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> => {
    this.running += 1;
    try {
      return (await this.client.query(sql, parameters)).rows as Row[];
    } finally {
      this.running -= 1;
    }
  };

  /** Releases the lease; another process may take it at once. Does not wait for a server that does not answer. */
  async end(): Promise<void> {
    clearInterval(this.heart);
    const ended = this.client.end().catch(() => undefined);
    await Promise.race([ended, delay(BEAT_MS, undefined, { ref: false })]);
  }

  private beat(): void {
    // A beat that fails needs no answer: the holder's next statement fails as well.
    if (this.running === 0) this.query('select 1').catch(() => undefined);
  }
}
