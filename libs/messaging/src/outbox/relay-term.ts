import type { Lease } from '@motcua/persistence';
import { setTimeout as delay } from 'node:timers/promises';
import { physicalTopic, type KafkaOptions, type Producer } from '../kafka/kafka-client.js';

const BATCH = 1_000;
/** A broker that does not acknowledge in this time ends the term, so that a half-open connection blocks nobody. */
const ACKNOWLEDGED_WITHIN_MS = 8_000;

const TAKE = 'select position, topic, key, headers, value from outbox order by position limit $1';
const DELETE = 'delete from outbox where position = any($1)';
const SET_ASIDE = `
  with refused as (delete from outbox where position = $1 returning *)
  insert into outbox_refused (position, topic, key, headers, value, recorded_at, reason)
  select position, topic, key, headers, value, recorded_at, $2 from refused`;
const OLDEST = `select min(recorded_at) as oldest, extract(epoch from clock_timestamp() - min(recorded_at)) * 1000 as age
  from outbox`;

export interface OutboxRow {
  readonly position: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: string;
}

export interface SendOutcome {
  /** The rows that were read; none when the outbox is empty. */
  readonly rows: readonly OutboxRow[];
  /** Null: the rows are sent and deleted. Else why the broker refuses one of them for good; all of them are still there. */
  readonly refusal: Error | null;
}

/**
 * What the active relay does under its lease. It reads the rows that are there, never by a cursor, in ascending position, and
 * deletes them after the broker has acknowledged them: at least once. It deletes through the lease's session, so a relay that
 * has lost its lease deletes nothing; what it sends again is an old revision, which consumers ignore.
 */
export class RelayTerm {
  constructor(
    private readonly kafka: KafkaOptions,
    private readonly lease: Lease,
    private readonly producer: Producer,
  ) {}

  /** @throws when the broker or the lease fails, which ends the term */
  async send(limit: number = BATCH): Promise<SendOutcome> {
    const rows = await this.lease.query<OutboxRow>(TAKE, [limit]);
    if (rows.length === 0) return { rows, refusal: null };
    const byTopic = [...Map.groupBy(rows, (row) => row.topic)];
    const topicMessages = byTopic.map(([topic, messages]) => ({
      topic: physicalTopic(this.kafka, topic),
      messages: messages.map(({ key, headers, value }) => ({ key, headers, value })),
    }));
    try {
      await this.sendInTime({ topicMessages });
    } catch (error) {
      if (isRefusal(error)) return { rows, refusal: error };
      throw error;
    }
    await this.lease.query(DELETE, [rows.map((row) => row.position)]);
    return { rows, refusal: null };
  }

  /** Moves a row to `outbox_refused`, so that no other waits behind it. */
  async setAside(row: OutboxRow, reason: string): Promise<void> {
    await this.lease.query(SET_ASIDE, [row.position, reason]);
  }

  async oldestUnsent(): Promise<{ readonly oldest: Date | null; readonly ageMs: number | null }> {
    const [row] = await this.lease.query<{ oldest: Date | null; age: string | null }>(OLDEST);
    return { oldest: row!.oldest, ageMs: row!.age === null ? null : Math.round(Number(row!.age)) };
  }

  async sendInTime({ topicMessages }: Pick<Parameters<Producer['sendBatch']>[0], 'topicMessages'>): Promise<void> {
    const limit = new AbortController();
    const late = delay(ACKNOWLEDGED_WITHIN_MS, undefined, { signal: limit.signal }).then(() => {
      throw new Error(`The broker has not acknowledged within ${ACKNOWLEDGED_WITHIN_MS / 1_000} s.`);
    });
    late.catch(() => undefined);
    await Promise.race([this.producer.sendBatch({ acks: -1, topicMessages: topicMessages! }), late]).finally(() =>
      limit.abort(),
    );
  }
}

/** Errors that the broker repeats for the same record: it is too large, alone or with its batch, or invalid. */
const REFUSALS = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD']);

function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { type } = error as { readonly type?: string };
  return (type !== undefined && REFUSALS.has(type)) || isRefusal(error.cause);
}
