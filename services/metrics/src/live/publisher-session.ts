import { Client } from 'pg';
import type { Query } from '../persistence/progress-store.js';

/**
 * The office is a lease that PostgreSQL ends: of a process that is frozen, or behind a line that is broken, it ends the
 * session, whether it waits for the next statement or for an answer to be taken. A number need not survive a crash: after
 * one, the clock is ahead of it.
 */
const SETTINGS = Object.entries({
  statement_timeout: 5_000,
  idle_session_timeout: 4_000,
  idle_in_transaction_session_timeout: 4_000,
  tcp_user_timeout: 6_000,
  tcp_keepalives_idle: 2,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 2,
  synchronous_commit: 'off',
})
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');

/** Above the last number, wherever that comes from, and never behind the clock: so it does not fall back with a restore. */
const NEXT_NUMBER = `
  update registers.last_frame
  set number = greatest(number + 1, $1, (extract(epoch from clock_timestamp()) * 1000)::bigint) returning number`;

/**
 * The session of the one publisher: it holds the election's lock, gives the numbers and reads the snapshots, all three.
 * So a frame with a higher number always shows a later moment: the next publisher cannot win before this session, with
 * any snapshot it was reading, has ended.
 */
export class PublisherSession {
  private constructor(private readonly client: Client) {}

  /** Connects and stands for election; undefined when another process holds the office. */
  static async elect(databaseUrl: string): Promise<PublisherSession | undefined> {
    const client = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: 3_000,
      query_timeout: 5_000,
      keepAlive: true,
      options: SETTINGS,
    });
    // A lost session shows at the next query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ won: boolean }>(
        `select pg_try_advisory_lock(hashtext('motcua metrics publisher')) as won`,
      );
      if (rows[0]?.won) return new PublisherSession(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return undefined;
  }

  readonly query: Query = async <Row>(sql: string, parameters: unknown[] = []) =>
    (await this.client.query(sql, parameters)).rows as Row[];

  /**
   * Takes a number above `seen`, then reads a snapshot: a higher number never shows an earlier moment.
   * @param seen the highest number that anybody is known to have been shown
   */
  async numbered<Result>(
    seen: number,
    work: (query: Query) => Promise<Result>,
  ): Promise<{ number: number; result: Result }> {
    const [next] = await this.query<{ number: string }>(NEXT_NUMBER, [seen + 1]);
    await this.query('begin isolation level repeatable read read only');
    const result = await work(this.query);
    await this.query('commit');
    return { number: Number(next!.number), result };
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
