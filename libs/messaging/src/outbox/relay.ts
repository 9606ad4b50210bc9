import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { WATERMARKS_TOPIC } from '@motcua/contracts';
import { Loop } from '@motcua/kernel';
import { BACKGROUND, Lease, UnitOfWork } from '@motcua/persistence';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ConsumerLag } from '../consumers/consumer-lag.js';
import { readGauge } from '../gauge.js';
import { ensureTopics } from '../kafka/ensure-topics.js';
import { createKafka, createProducer, KAFKA_OPTIONS, physicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import type { RelayWatermark } from '../watermark.js';
import { Outbox } from './outbox.js';
import { RelayTerm } from './relay-term.js';
import { TopicAgreement } from './topic-agreement.js';

const POLL_MS = 100;
const WATERMARK_MS = 1_000;
/** Between two terms, and between two questions for the lease while another relay has it. */
const BETWEEN_TERMS_MS = 500;

/**
 * Sends the rows of the outbox. One relay is active for each database, under a lease; the others stand by. Any failure ends its
 * term, and the first relay that gets the lease begins the next one with a new producer. No term begins on a database that is
 * behind its topic, also when a standby of PostgreSQL has taken over meanwhile.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Relay.name);
  private readonly loop = new Loop({
    round: () => this.serveTerm(),
    restMs: BETWEEN_TERMS_MS,
    onFailure: (error) => this.logger.warn({ message: 'The relay pauses.', cause: String(error) }),
  });
  private lastWatermark = -Infinity;
  /** How many rows are still sent one by one, to find the one that the broker refused. */
  private singly = 0;

  constructor(
    @InjectDataSource(BACKGROUND) private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    @Inject(KAFKA_OPTIONS) private readonly kafka: KafkaOptions,
    @Inject(TopicAgreement) private readonly agreement: TopicAgreement | null = null,
    @Inject(ConsumerLag) private readonly consumerLag: ConsumerLag | null = null,
  ) {}

  onApplicationBootstrap(): void {
    // Read from the database, so they are right in every replica, whether or not it is active or can send.
    readGauge('motcua_outbox_oldest_unsent_age_seconds', 'Age of the oldest outbox row that is not sent yet.', () =>
      this.readNumber('select coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0) as n from outbox'),
    );
    readGauge(
      'motcua_outbox_refused_records',
      'Records that the broker refused for good; a person must look at them.',
      () => this.readNumber('select count(*) as n from outbox_refused'),
    );
    this.outbox.onCommitted(() => this.loop.wake());
    this.loop.start();
  }

  /** Sends what is committed by now, if the broker answers, then releases the lease. */
  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async serveTerm(): Promise<void> {
    const { url } = this.dataSource.options as { readonly url: string };
    const lease = await Lease.take(url, 'motcua outbox relay');
    if (!lease) return;
    try {
      await ensureTopics(this.kafka);
      await this.agreement?.check();
      const producer = createProducer(createKafka(this.kafka));
      await producer.connect();
      try {
        await this.relayUntilStopped(new RelayTerm(this.kafka, lease, producer));
      } finally {
        await producer.disconnect();
      }
    } finally {
      await lease.end();
    }
  }

  private async relayUntilStopped(term: RelayTerm): Promise<void> {
    for (;;) {
      const { isStopping } = this.loop;
      const mayHaveMore = await this.sendBatch(term);
      if (performance.now() - this.lastWatermark >= WATERMARK_MS) await this.publishWatermark(term);
      if (mayHaveMore) continue;
      if (isStopping) return;
      await this.loop.restUntilWoken(POLL_MS);
    }
  }

  /** Returns whether more may be waiting. A refused record ends the term; the next terms find it and set it aside. */
  private async sendBatch(term: RelayTerm): Promise<boolean> {
    const isSingle = this.singly > 0;
    const { rows, refusal } = await term.send(isSingle ? 1 : undefined);
    if (refusal === null) {
      this.singly = Math.max(0, this.singly - 1);
      return rows.length > 0;
    }
    if (rows.length > 1) this.singly = rows.length;
    else {
      await term.setAside(rows[0]!, refusal.message);
      const { position, topic, key } = rows[0]!;
      this.logger.error({
        message: 'The broker refused a record for good.',
        position,
        topic,
        key,
        cause: refusal.message,
      });
    }
    throw refusal;
  }

  private async publishWatermark(term: RelayTerm): Promise<void> {
    this.lastWatermark = performance.now();
    const { oldest, ageMs } = await term.oldestUnsent();
    const watermark: RelayWatermark = {
      service: this.kafka.clientId,
      at: new Date().toISOString(),
      oldestUnsentAt: oldest?.toISOString() ?? null,
      oldestUnsentAgeMs: ageMs,
      consumer: this.consumerLag?.reading ?? null,
    };
    const messages = [{ key: watermark.service, value: JSON.stringify(watermark) }];
    await term.sendInTime({ topicMessages: [{ topic: physicalTopic(this.kafka, WATERMARKS_TOPIC), messages }] });
  }

  private async readNumber(sql: string): Promise<number> {
    const [row] = await new UnitOfWork(this.dataSource).run((tx) => tx.query<{ n: string }[]>(sql));
    return Number(row!.n);
  }
}
