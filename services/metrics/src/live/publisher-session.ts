import { Client } from 'pg';
import type { Query } from '../persistence/progress-store.js';

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
      // A process that is frozen loses the office: PostgreSQL ends its session, and another one is elected.
      options: '-c statement_timeout=5000 -c idle_session_timeout=4000 -c idle_in_transaction_session_timeout=4000',
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

  /** Takes a number, then reads a snapshot: a higher number never shows an earlier moment. */
  async numbered<Result>(work: (query: Query) => Promise<Result>): Promise<{ number: number; result: Result }> {
    const [next] = await this.query<{ number: string }>(`select nextval('registers.frame_number') as number`);
    await this.query('begin isolation level repeatable read read only');
    const result = await work(this.query);
    await this.query('commit');
    return { number: Number(next!.number), result };
  }

  async end(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}
