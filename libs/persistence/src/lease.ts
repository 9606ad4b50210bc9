import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { sessionOptions } from './session-limits.js';

const BEAT_MS = 1_000;
/** Four missed beats: with a second for the election, whoever froze is replaced well within ten seconds. */
const IDLE_MS = 4_000;
const STATEMENT_MS = 5_000;

/**
 * Something that only one process of all holds, for as long as it lives: an advisory lock in a session of its own. A process
 * that is frozen, or whose connection is half open, beats no more, and PostgreSQL ends its session and the lock with it.
 * Whoever comes back from that finds out at its next statement, so what a holder must not do twice goes through this session.
 */
export class Lease {
  private readonly heart = setInterval(() => this.beat(), BEAT_MS);
  /** Statements under way; each of them is a sign of life as well. */
  private running = 0;

  private constructor(private readonly client: Client) {}

  /** Connects and asks for the lease; undefined while another process holds it. */
  static async take(databaseUrl: string, name: string): Promise<Lease | undefined> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: name,
      ...sessionOptions({ lockMs: STATEMENT_MS, statementMs: STATEMENT_MS, idleMs: IDLE_MS }),
    });
    // A lost session shows at the next statement.
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

  /** Lets go; another process may take it at once. A server that does not answer is not waited for. */
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
