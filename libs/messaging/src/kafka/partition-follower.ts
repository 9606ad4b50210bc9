import { Logger } from '@nestjs/common';
import { AppError, backoffMs, retried } from '@motcua/kernel';
import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { FailureLog, failurePolicy } from '../failure-policy.js';
import { logicalTopic, type KafkaOptions } from './kafka-client.js';
import { moduloAssigner } from './modulo-assigner.js';
import { PartitionTurns } from './partition-turns.js';
import { placesOf, type StoredPosition } from './stored-positions.js';
import { SupervisedConsumer } from './supervised-consumer.js';

/** A record as it came from the broker. */
export type FollowedRecord = KafkaMessage;

/** Records of one partition of one topic, in order and without a gap. */
export interface FollowedBatch {
  /** Logical name. */
  readonly topic: string;
  readonly partition: number;
  readonly clusterId: string;
  /** The offset that was asked for; the first record may stand higher. */
  readonly firstOffset: number;
  /** The offset after the last record. */
  readonly nextOffset: number;
  readonly records: readonly FollowedRecord[];
  /** Records of this partition that follow this batch at the broker. */
  readonly lag: number;
}

/** Thrown by `onBatch`: nothing of the batch was taken in; go on at `offset` of the same topic and partition. */
export class SeekTo extends Error {
  constructor(readonly offset: number) {
    super(`Go on at offset ${offset}.`);
    this.name = 'SeekTo';
  }
}

export interface PartitionFollowerOptions {
  readonly kafka: KafkaOptions;
  readonly groupId: string;
  /** Logical names; all have the same number of partitions. */
  readonly topics: readonly string[];
  /** How far the own store is, for the partition numbers just assigned; called on every join. */
  readonly positions: (partitions: readonly number[]) => Promise<readonly StoredPosition[]>;
  /**
   * Handles a batch; when it resolves, the batch's effect and the new position are committed to the own store. Calls for the
   * same partition number never overlap, whatever the topic. After a rejection the same batch is retried with backoff, except
   * after `SeekTo`, and after an `AppError` that is not retryable, which ends following.
   */
  readonly onBatch: (batch: FollowedBatch) => Promise<void>;
  /**
   * Passes one record that keeps failing with an unexpected error, and commits the position after it. The record is found by
   * handling its batch record by record. @default such a record is retried without end
   */
  readonly onPoison?: (batch: FollowedBatch, error: unknown) => Promise<void>;
  /** Called once when following has ended for good. @default the fault is only logged */
  readonly onFault?: (fault: AppError) => void;
  /** Partition numbers worked on at once. @default 3 */
  readonly concurrency?: number;
  /** @default 4 MiB */
  readonly maxBytesPerPartition?: number;
}

const MEBIBYTE = 1_048_576;

/** A batch waits for the store's row of its partition, not for one record, so contention never makes a dead letter. */
const batchPolicy = failurePolicy.map((rule) => (rule.name === 'contended' ? { ...rule, retry: {} } : rule));

/**
 * Follows partitions for a store that keeps its own positions in the transaction of each batch's effect: once in effect,
 * whoever owns a partition. The group only shares the work; its offsets are never committed. After every join fetching waits
 * until the store has said where to continue. A consumer that ends is replaced.
 */
export class PartitionFollower {
  private readonly logger = new Logger(PartitionFollower.name);
  /** Of batches begun and not yet in the store. */
  private readonly turns: PartitionTurns;
  private readonly supervised: SupervisedConsumer;
  private clusterId = '';
  private joins = 0;

  constructor(private readonly options: PartitionFollowerOptions) {
    const { kafka, groupId, topics, concurrency = 3, maxBytesPerPartition = 4 * MEBIBYTE } = options;
    this.turns = new PartitionTurns(concurrency);
    this.supervised = new SupervisedConsumer({
      kafka,
      groupId,
      topics,
      concurrency,
      autoCommit: false,
      settings: { partitionAssigners: [moduloAssigner], maxBytesPerPartition, maxBytes: 2 * maxBytesPerPartition },
      onBuilt: (consumer) =>
        consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
          void this.takePlaces(consumer, payload.memberAssignment);
        }),
      eachBatch: (payload, consumer) => this.passBatch(consumer, payload),
    });
  }

  /** Returns at once; connects in the background for as long as it takes. */
  start(): void {
    this.supervised.start();
  }

  /** Begins with no further batch, lets the running ones finish, leaves the group. */
  async stop(): Promise<void> {
    this.turns.end();
    await this.turns.done();
    await this.supervised.stop();
  }

  /** Pauses fetching until every assigned partition is at the position of the store. */
  private async takePlaces(
    consumer: Consumer,
    assignment: ConsumerGroupJoinEvent['payload']['memberAssignment'],
  ): Promise<void> {
    this.joins += 1;
    const stands = this.standing(consumer);
    const assigned = Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions }));
    consumer.pause(assigned);
    const place = async (): Promise<void> => {
      const { kafka, positions } = this.options;
      const { clusterId, places } = await placesOf(kafka, assigned, positions);
      if (!stands()) return;
      this.clusterId = clusterId;
      for (const each of places) consumer.seek(each);
      consumer.resume(assigned);
    };
    await retried(place, {
      canPass: (error) => stands() && !isFinal(error),
      onFailure: (error) => this.logger.warn(`The positions cannot be read yet, trying again: ${String(error)}`),
    }).catch((error: unknown) => {
      if (isFinal(error) && stands()) this.fail(error);
    });
  }

  /**
   * Begins with a batch while fetching continues: broker, this process and the store work at the same time. kafkajs counts
   * the batch as done although it may still fail; until it is in the store, no later batch of its partition begins.
   */
  private async passBatch(consumer: Consumer, payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
    const followed: FollowedBatch = {
      topic: logicalTopic(this.options.kafka, batch.topic),
      partition: batch.partition,
      clusterId: this.clusterId,
      firstOffset: Number((batch as { fetchedOffset?: string }).fetchedOffset ?? batch.firstOffset()),
      nextOffset: Number(batch.lastOffset()) + 1,
      records: batch.messages,
      lag: Number(batch.offsetLag()),
    };
    const stands = this.standing(consumer);
    await this.turns.begin(
      batch.partition,
      () => heartbeat(),
      () => {
        if (!isRunning() || isStale() || !stands()) return undefined;
        resolveOffset(batch.lastOffset());
        return this.take(followed, stands, (offset) =>
          consumer.seek({ topic: batch.topic, partition: batch.partition, offset: String(offset) }),
        );
      },
    );
  }

  /** Whether what is fetched now is still valid; once it is not, fetching begins again at the position of the store. */
  private standing(consumer: Consumer): () => boolean {
    const join = this.joins;
    return () => !this.turns.isEnded && this.joins === join && this.supervised.isAtWork(consumer);
  }

  /** Handles a batch, with retries. Never rejects; returns whether the next one may begin. */
  private async take(
    batch: FollowedBatch,
    stands: () => boolean,
    seek: (offset: number) => void,
    takeIn: () => Promise<void> = () => this.options.onBatch(batch),
  ): Promise<boolean> {
    const { onPoison } = this.options;
    const log = new FailureLog(batchPolicy);
    while (stands()) {
      try {
        await takeIn();
        return true;
      } catch (error) {
        if (error instanceof SeekTo) {
          seek(error.offset);
          return false;
        }
        if (isFinal(error)) {
          this.fail(error);
          return false;
        }
        const { retryInMs, failures } = log.judge(error, performance.now());
        const place = `${batch.topic}/${batch.partition}@${batch.firstOffset}`;
        if (failures === 1) this.logger.warn(`The batch at ${place} failed, trying again: ${String(error)}`);
        if (retryInMs === null && onPoison) {
          if (batch.records.length > 1) return this.takeSingly(batch, stands, seek);
          return this.take(batch, stands, seek, () => onPoison(batch, error));
        }
        await this.turns.rest(batch.partition, retryInMs ?? backoffMs(failures));
      }
    }
    return false;
  }

  private async takeSingly(
    batch: FollowedBatch,
    stands: () => boolean,
    seek: (offset: number) => void,
  ): Promise<boolean> {
    let { firstOffset } = batch;
    for (const [index, record] of batch.records.entries()) {
      const isLast = index === batch.records.length - 1;
      const nextOffset = isLast ? batch.nextOffset : Number(record.offset) + 1;
      if (!(await this.take({ ...batch, firstOffset, nextOffset, records: [record] }, stands, seek))) return false;
      firstOffset = nextOffset;
    }
    return true;
  }

  /** Ends following for good. */
  private fail(fault: AppError): void {
    if (this.turns.isEnded) return;
    this.turns.end();
    this.logger.error(`Following stopped (${fault.code}): ${fault.message}`);
    this.options.onFault?.(fault);
    // Not awaited: the batch that failed must end before the consumer can.
    void this.supervised.stop().catch((cause: unknown) => this.logger.debug(String(cause)));
  }
}

/** Whether trying the same again cannot succeed. */
function isFinal(error: unknown): error is AppError {
  return error instanceof AppError && !error.retryable;
}
