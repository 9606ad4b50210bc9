import { Lease } from '@motcua/persistence';
import type { Query } from '../projection/index.js';

/**
 * Above the last number, wherever that comes from, and never behind the clock: so it does not fall back with a restore, also
 * of a database whose row of the last number is missing.
 */
const NEXT_NUMBER = `
  insert into ledgers.last_frame (number)
  values (greatest($1, (extract(epoch from clock_timestamp()) * 1000)::bigint))
  on conflict (one) do update set number = greatest(last_frame.number + 1, excluded.number) returning number`;

/**
 * The session of the one publisher: it holds the election's lease, gives the numbers and reads the snapshots, all three.
 * So a frame with a higher number always shows a later moment: the next publisher cannot win before this session, with
 * any snapshot it was reading, has ended.
 */
export class PublisherSession {
  private constructor(private readonly lease: Lease) {}

  /** Connects and tries to become the publisher; undefined when another process is. */
  static async elect(databaseUrl: string): Promise<PublisherSession | undefined> {
    const lease = await Lease.take(databaseUrl, 'motcua metrics publisher');
    if (!lease) return undefined;
    // A number need not survive a crash: after one, the clock is ahead of it.
    await lease.query('set synchronous_commit = off');
    return new PublisherSession(lease);
  }

  readonly query: Query = (sql, parameters) => this.lease.query(sql, parameters);

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
    await this.lease.end();
  }
}
