import { Logger } from '@nestjs/common';
import { rest, retried } from '@motcua/kernel';
import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, ConsumerConfig, EachBatchPayload } from 'kafkajs';
import { createKafka, physicalTopic, RETRY, type KafkaOptions } from './kafka-client.js';

export type { EachBatchPayload, KafkaMessage } from 'kafkajs';

export interface SupervisedConsumerOptions {
  readonly kafka: KafkaOptions;
  readonly groupId: string;
  /** Logical names. */
  readonly topics: readonly string[];
  /** How many fresh batches are begun at once; records of one partition always follow each other. @default 8 */
  readonly concurrency?: number;
  /** Whether the group keeps the resolved offsets. @default true */
  readonly autoCommit?: boolean;
  /** Beside the sessions and heartbeats that all consumers share. @default {} */
  readonly settings?: Pick<ConsumerConfig, 'partitionAssigners' | 'maxBytes' | 'maxBytesPerPartition'>;
  /** Awaited before each new consumer is built; after a rejection it is called again. @default nothing */
  readonly beforeJoining?: (() => Promise<void>) | undefined;
  /** Called with each new consumer before it connects. @default nothing */
  readonly onBuilt?: (consumer: Consumer) => void;
  /**
   * Handles a batch: resolves each offset after its effect is committed, calls `heartbeat` between records, and stops early
   * when `isRunning()` is false or `isStale()` is true. It has no time limit. It returns for how many milliseconds its
   * partition pauses before it continues after the last resolved offset; void: no pause.
   */
  readonly eachBatch: (payload: EachBatchPayload, consumer: Consumer) => Promise<number | void>;
}

/**
 * kafkajs fetches again when every batch of the last fetch is done. A batch that takes longer than this steps aside: its
 * partition is paused while it continues, and all others are fetched meanwhile.
 */
const STEP_ASIDE_AFTER_MS = 200;
/** The pause after a batch that stepped aside and failed; kafkajs does not need to know, because the connection is fine. */
const FAILED_REST_MS = 1_000;

const SILENCE_LIMIT_MS = 30_000;
const REBUILD_DELAY_MS = 500;
const REBUILDING = { firstMs: REBUILD_DELAY_MS, longestMs: REBUILD_DELAY_MS } as const;
const LEAVE_LIMIT_MS = 10_000;

/**
 * A consumer that is replaced when it ends. kafkajs restarts itself after some errors, stops for good after others
 * (tulios/kafkajs#659, #1445), and sometimes stops fetching without an error: in the last two cases a new one is built.
 */
export class SupervisedConsumer {
  private readonly logger = new Logger(SupervisedConsumer.name);
  private consumer: Consumer | undefined;
  private lastSign = Date.now();
  private readonly stopping = new AbortController();
  private building: Promise<void> = Promise.resolve();
  private watchdog: NodeJS.Timeout | undefined;
  private joins = 0;
  /** Batches that have stepped aside and are not done. */
  private readonly aside = new Set<Promise<void>>();

  constructor(private readonly options: SupervisedConsumerOptions) {}

  private get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Returns at once; connects in the background for as long as it takes. */
  start(): void {
    this.building = this.build();
    this.watchdog = setInterval(() => this.rebuildWhenSilent(), 5_000);
  }

  /** Stops fetching, lets the running batches finish and commit, leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearInterval(this.watchdog);
    await this.building;
    await Promise.all(this.aside);
    await this.consumer?.disconnect();
  }

  /** Whether `consumer` is the one at work, and not one that was replaced or stopped. */
  isAtWork(consumer: Consumer): boolean {
    return !this.isStopping && this.consumer === consumer;
  }

  private async build(): Promise<void> {
    if (this.isStopping) return;
    await retried(() => this.connect(), {
      policy: REBUILDING,
      stop: this.stopping.signal,
      onFailure: async (error) => {
        this.logger.warn(`Cannot consume yet, trying again: ${String(error)}`);
        if (this.consumer) await this.leave(this.consumer);
      },
    }).catch((error: unknown) => this.logger.debug(`Stopped before it could consume: ${String(error)}`));
  }

  private async connect(): Promise<void> {
    const { kafka, groupId, topics, concurrency = 8, autoCommit = true, settings, onBuilt } = this.options;
    await this.options.beforeJoining?.();
    const consumer = createKafka(kafka).consumer({
      groupId,
      sessionTimeout: 6_000,
      heartbeatInterval: 1_500,
      rebalanceTimeout: 10_000,
      maxWaitTimeInMs: 200,
      allowAutoTopicCreation: false,
      // A consumer that crashes while it is replaced must not restart: it would be a member beside its successor, and
      // own partitions that nobody reads.
      retry: { ...RETRY, restartOnFailure: async () => this.isAtWork(consumer) },
      ...settings,
    });
    this.consumer = consumer;
    this.watch(consumer);
    onBuilt?.(consumer);
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => physicalTopic(kafka, topic)), fromBeginning: true });
    await consumer.run({
      autoCommit,
      autoCommitInterval: 500,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: concurrency,
      eachBatch: (payload) => this.passBatch(payload, consumer),
    });
  }

  /** Returns when the batch is done, or has stepped aside. */
  private async passBatch(payload: EachBatchPayload, consumer: Consumer): Promise<void> {
    const { autoCommit = true, eachBatch } = this.options;
    const stands = this.standing(consumer);
    let isAside = false;
    const work = Promise.resolve(
      eachBatch(
        {
          ...payload,
          isRunning: () => payload.isRunning() && !this.isStopping && stands(),
          // A batch that outlived its assignment must not commit offsets.
          resolveOffset: (offset) => stands() && payload.resolveOffset(offset),
          heartbeat: async () => (isAside ? undefined : payload.heartbeat()),
          commitOffsetsIfNecessary: async (offsets) =>
            stands() ? payload.commitOffsetsIfNecessary(offsets) : undefined,
        },
        consumer,
      ),
    );
    if (await settlesWithin(work, STEP_ASIDE_AFTER_MS)) return goOnAfter((await work) ?? 0, payload);
    isAside = true;
    const resume = payload.pause();
    const ended = work
      .then(async (restMs) => {
        if (autoCommit && stands()) await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
        return restMs ?? 0;
      })
      .catch((error: unknown) => {
        this.logger.warn(`A batch of ${payload.batch.topic}/${payload.batch.partition} failed: ${String(error)}`);
        return FAILED_REST_MS;
      })
      .then((restMs) => {
        this.aside.delete(ended);
        resumeAfter(restMs, resume);
      });
    this.aside.add(ended);
  }

  /** Whether what was assigned to the consumer until now still is. */
  private standing(consumer: Consumer): () => boolean {
    const { joins } = this;
    return () => this.consumer === consumer && this.joins === joins;
  }

  private watch(consumer: Consumer): void {
    const alive = (): void => {
      if (this.consumer === consumer) this.lastSign = Date.now();
    };
    alive();
    consumer.on(consumer.events.HEARTBEAT, alive);
    consumer.on(consumer.events.FETCH, alive);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      this.joins += 1;
      if (this.consumer === consumer) alive();
      // It was starting when it was replaced, and has joined the group since.
      else void this.leave(consumer);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.rebuild(consumer, String(payload.error));
    });
  }

  private rebuildWhenSilent(): void {
    if (this.consumer && Date.now() - this.lastSign > SILENCE_LIMIT_MS) this.rebuild(this.consumer, 'no sign of life');
  }

  private rebuild(dead: Consumer, reason: string): void {
    if (this.isStopping || this.consumer !== dead) return;
    this.logger.warn(`The consumer stopped (${reason}); building a new one.`);
    this.lastSign = Date.now();
    this.consumer = undefined;
    this.building = this.leave(dead)
      .then(() => rest(REBUILD_DELAY_MS, this.stopping.signal))
      .then(() => this.build());
  }

  /** Takes a consumer out of the group. Its successor does not wait longer than a limit for it. */
  private async leave(consumer: Consumer): Promise<void> {
    const left = consumer.disconnect().catch((cause: unknown) => this.logger.debug(String(cause)));
    await Promise.race([Promise.all([left, ...this.aside]), delay(LEAVE_LIMIT_MS, undefined, { ref: false })]);
  }
}

async function settlesWithin(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const limit = new AbortController();
  const settled = work.then(
    () => true,
    () => true,
  );
  const late = delay(milliseconds, false, { signal: limit.signal }).catch(() => false);
  const inTime = await Promise.race([settled, late]);
  limit.abort();
  return inTime;
}

function goOnAfter(restMs: number, { pause }: EachBatchPayload): void {
  if (restMs > 0) resumeAfter(restMs, pause());
}

function resumeAfter(restMs: number, resume: () => void): void {
  setTimeout(resume, restMs).unref();
}
