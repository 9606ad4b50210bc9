import { EVENT_TOPICS, replaysTopic } from '@motcua/contracts';
import { AppError, uuidv7 } from '@motcua/kernel';
import { Outbox, PartitionFollower, TopicReader, type FollowedBatch, type KafkaOptions } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { DataSource } from 'typeorm';
import type { Query } from '../projection/index.js';
import { FoldBatch, type FoldOptions } from './fold-batch.js';
import { readProgress } from './progress-store.js';

/** All that is folded. */
export const foldedTopics: readonly string[] = [...EVENT_TOPICS, replaysTopic('metrics')];

/** By partition number and logical topic, the offset to stop before. */
export type ReplayTargets = ReadonlyMap<number, Readonly<Record<string, number>>>;

export interface ReplayOptions {
  readonly databaseUrl: string;
  readonly kafka: KafkaOptions;
  /** The projection that is folded into. */
  readonly schema: string;
  readonly writesDeadLetter: NonNullable<FoldOptions['writesDeadLetter']>;
  /** Called after each batch with the number of records that this replay has folded. @default nothing */
  readonly onFolded?: (records: number) => void;
}

/** Folds the topics into a projection of its own, exactly up to given offsets and on from there, while others fold theirs. */
export class ReplayTopics {
  private readonly dataSource: DataSource;
  private readonly foldBatch: FoldBatch;
  private folded = 0;

  private constructor(
    private readonly options: ReplayOptions,
    dataSource: DataSource,
  ) {
    this.dataSource = dataSource;
    const unitOfWork = new UnitOfWork(dataSource);
    const { schema, writesDeadLetter } = options;
    this.foldBatch = new FoldBatch(unitOfWork, new Outbox(unitOfWork), { schema, writesDeadLetter });
  }

  static async open(options: ReplayOptions): Promise<ReplayTopics> {
    // The shadow is nobody's until it is swapped in, and that commit waits for the disk.
    const extra = { max: 5, options: '-c synchronous_commit=off' };
    const dataSource = new DataSource({ type: 'postgres', url: options.databaseUrl, extra });
    return new ReplayTopics(options, await dataSource.initialize());
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }

  /**
   * Folds what stands before `targets` and is not folded yet.
   * @throws AppError `topic-shorter-than-projection`, `topic-start-cut-off`, `projection-of-another-cluster`
   */
  async upTo(targets: ReplayTargets): Promise<void> {
    await this.needTopicsAsLong(targets);
    const query: Query = (sql, parameters) => this.dataSource.query(sql, parameters);
    const progress = await readProgress(query, this.options.schema);
    const missing = new Set<string>();
    for (const { partition, nextOffsets } of progress) {
      for (const [topic, target] of Object.entries(targets.get(partition) ?? {})) {
        if ((nextOffsets[topic] ?? 0) < target) missing.add(`${topic}/${partition}`);
      }
    }
    if (missing.size === 0) return;
    const reached = Promise.withResolvers<void>();
    const follower = new PartitionFollower({
      kafka: this.options.kafka,
      // A group of its own, which ends with the replay: it commits nothing.
      groupId: `${this.options.kafka.topicPrefix ?? ''}metrics.replay.${uuidv7()}`,
      topics: foldedTopics,
      positions: async (partitions) =>
        (await readProgress(query, this.options.schema)).filter(({ partition }) => partitions.includes(partition)),
      onBatch: async (batch) => {
        const target = targets.get(batch.partition)?.[batch.topic] ?? 0;
        // What stands behind the target is read on without effect: the next round begins where the progress row says.
        if (batch.firstOffset < target) await this.fold(upToOffset(batch, target));
        if (batch.nextOffset >= target) missing.delete(`${batch.topic}/${batch.partition}`);
        if (missing.size === 0) reached.resolve();
      },
      onPoison: (batch, error) => this.foldBatch.pass(batch, error),
      onFault: (fault) => reached.reject(fault),
    });
    follower.start();
    try {
      await reached.promise;
    } finally {
      await follower.stop();
    }
  }

  private async fold(batch: FollowedBatch): Promise<void> {
    if (batch.records.length === 0) return;
    await this.foldBatch.fold(batch);
    this.folded += batch.records.length;
    this.options.onFolded?.(this.folded);
  }

  private async needTopicsAsLong(targets: ReplayTargets): Promise<void> {
    const ends = await readEnds(this.options.kafka);
    for (const [partition, offsets] of targets) {
      for (const [topic, target] of Object.entries(offsets)) {
        const end = ends.get(partition)?.[topic] ?? 0;
        if (end >= target) continue;
        throw new AppError(
          `${topic}/${partition} ends at offset ${end}, but was folded up to ${target}: records are lost. Restore the topic.`,
          { code: 'topic-shorter-than-projection', retryable: false },
        );
      }
    }
  }
}

/** Where the topics end now. */
export async function readEnds(kafka: KafkaOptions): Promise<Map<number, Record<string, number>>> {
  const reader = await TopicReader.open(kafka);
  try {
    const ends = new Map<number, Record<string, number>>();
    for (const [topic, partitions] of await reader.ends(foldedTopics)) {
      partitions.forEach((end, partition) => ends.set(partition, { ...ends.get(partition), [topic]: end }));
    }
    return ends;
  } finally {
    await reader.close();
  }
}

function upToOffset(batch: FollowedBatch, target: number): FollowedBatch {
  if (batch.nextOffset <= target) return batch;
  const records = batch.records.filter(({ offset }) => Number(offset) < target);
  return { ...batch, records, nextOffset: target };
}
