import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WATERMARKS_TOPIC } from '@motcua/contracts';
import { Statement } from '@motcua/persistence';
import { setTimeout as delay } from 'node:timers/promises';
import type { Gauge } from 'prom-client';
import { DataSource, type QueryRunner } from 'typeorm';
import { ensureTopics } from '../kafka/ensure-topics.js';
import {
  createKafka,
  createProducer,
  KAFKA_OPTIONS,
  physicalTopic,
  type KafkaOptions,
  type Producer,
} from '../kafka/kafka-client.js';
import { oldestUnsentGauge } from './relay-metrics.js';
import { Outbox } from './outbox.js';
import { TopicAgreement } from './topic-agreement.js';

const BATCH = 1_000;
const POLL_MS = 100;
const WATERMARK_MS = 1_000;
const RETRY_MS = 500;

interface OutboxRow {
  readonly position: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly value: string;
}

const TAKE = new Statement<OutboxRow>(
  'select position, topic, key, headers, value from outbox order by position limit $1',
);
const DELETE = new Statement('delete from outbox where position = any($1)');

/** What a relay says of itself every second on `relay.watermarks`; when it falls silent, figures are stale. */
export interface RelayWatermark {
  readonly service: string;
  /** When the outbox was looked at. */
  readonly at: string;
  /** Commit time of the oldest row that was not sent then; null when all was sent. */
  readonly oldestUnsentAt: string | null;
}

/** The parts of one term as the active relay: its session holds the advisory lock, its producer was made for it. */
interface Term {
  readonly session: QueryRunner;
  readonly producer: Producer;
}

/**
 * Sends what the outbox holds. One relay is active per database (a session advisory lock); the others stand by.
 * Rows are taken because they are there, never by a cursor, in ascending position, and deleted after the broker has
 * acknowledged them: at least once. After any fault the term ends: lock, session and producer are made anew. No term
 * begins on a database that is behind its topic, not even when a standby of PostgreSQL has taken over meanwhile.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private readonly oldestUnsent: Gauge = oldestUnsentGauge();
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private lastWatermark = 0;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    @Inject(KAFKA_OPTIONS) private readonly kafka: KafkaOptions,
    @Inject(TopicAgreement) private readonly agreement: TopicAgreement | null = null,
  ) {}

  onApplicationBootstrap(): void {
    this.outbox.onCommitted(() => this.wake());
    this.running = this.run();
  }

  /** Sends what is committed by now, if the broker answers, then lets go of the lock. */
  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.serveTerm();
      } catch (error) {
        this.logger.warn(`The relay pauses: ${error instanceof Error ? error.message : String(error)}`);
      }
      await this.pause(RETRY_MS);
    }
  }

  private async serveTerm(): Promise<void> {
    const session = this.dataSource.createQueryRunner();
    try {
      const [lock] = (await session.query(`select pg_try_advisory_lock(hashtext('motcua outbox relay')) as won`)) as [
        { won: boolean },
      ];
      if (!lock.won) return;
      await ensureTopics(this.kafka);
      await this.agreement?.check();
      const producer = createProducer(createKafka(this.kafka));
      await producer.connect();
      try {
        await this.relayUntilStopped({ session, producer });
      } finally {
        await producer.disconnect();
      }
    } finally {
      // A pooled session would keep the lock: unlock, or when that fails the session is gone and the lock with it.
      await session
        .query('select pg_advisory_unlock_all()')
        .catch((cause: unknown) => this.logger.debug(String(cause)));
      await session.release().catch((cause: unknown) => this.logger.debug(String(cause)));
    }
  }

  private async relayUntilStopped(term: Term): Promise<void> {
    for (;;) {
      const stopping = this.stopped.signal.aborted;
      const sent = await this.sendBatch(term);
      if (Date.now() - this.lastWatermark >= WATERMARK_MS) await this.publishWatermark(term);
      if (sent === BATCH) continue;
      if (stopping) return;
      if (sent === 0) await this.pause(POLL_MS);
    }
  }

  private async sendBatch({ session, producer }: Term): Promise<number> {
    const rows = await TAKE.run(session.manager, [BATCH]);
    if (rows.length === 0) return 0;
    await producer.sendBatch({
      acks: -1,
      topicMessages: [...Map.groupBy(rows, (row) => row.topic)].map(([topic, messages]) => ({
        topic: physicalTopic(this.kafka, topic),
        messages: messages.map(({ key, headers, value }) => ({ key, headers, value })),
      })),
    });
    await DELETE.run(session.manager, [rows.map((row) => row.position)]);
    return rows.length;
  }

  private async publishWatermark({ session, producer }: Term): Promise<void> {
    const at = new Date();
    const [row] = (await session.query('select min(recorded_at) as oldest from outbox')) as [{ oldest: Date | null }];
    const watermark: RelayWatermark = {
      service: this.kafka.clientId,
      at: at.toISOString(),
      oldestUnsentAt: row.oldest?.toISOString() ?? null,
    };
    this.oldestUnsent.set(row.oldest ? (at.getTime() - row.oldest.getTime()) / 1_000 : 0);
    await producer.send({
      acks: -1,
      topic: physicalTopic(this.kafka, WATERMARKS_TOPIC),
      messages: [{ key: watermark.service, value: JSON.stringify(watermark) }],
    });
    this.lastWatermark = at.getTime();
  }

  /** Waits until woken, stopped or the time is over. */
  private async pause(milliseconds: number): Promise<void> {
    const woken = new Promise<void>((resolve) => (this.wake = resolve));
    const timeout = new AbortController();
    await Promise.race([woken, delay(milliseconds, undefined, { signal: timeout.signal })]);
    timeout.abort();
    this.wake = () => undefined;
  }
}
