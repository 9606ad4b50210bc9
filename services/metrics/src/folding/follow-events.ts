import { Inject, Injectable, type OnApplicationBootstrap, type BeforeApplicationShutdown } from '@nestjs/common';
import { EVENT_TOPICS, replaysTopic } from '@motcua/contracts';
import type { AppError } from '@motcua/kernel';
import { KAFKA_OPTIONS, PartitionFollower, type KafkaOptions, type StoredPosition } from '@motcua/messaging';
import { Readiness } from '@motcua/service-host';
import { DataSource } from 'typeorm';
import type { Query } from '../projection/index.js';
import { FoldBatch } from './fold-batch.js';
import { readProgress } from './progress-store.js';

/** Follows the four event topics, and what is replayed to metrics, from where the progress rows say, and folds them. */
@Injectable()
export class FollowEvents implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly follower: PartitionFollower;
  private ended: AppError | null = null;

  constructor(
    private readonly dataSource: DataSource,
    foldBatch: FoldBatch,
    readiness: Readiness,
    @Inject(KAFKA_OPTIONS) kafka: KafkaOptions,
  ) {
    this.follower = new PartitionFollower({
      kafka,
      groupId: `${kafka.topicPrefix ?? ''}metrics`,
      topics: [...EVENT_TOPICS, replaysTopic('metrics')],
      positions: (partitions) => this.positions(partitions),
      onBatch: (batch) => foldBatch.fold(batch),
      onPoison: (batch, error) => foldBatch.pass(batch, error),
      onFault: (fault) => (this.ended = fault),
    });
    readiness.add({
      name: 'fold',
      check: async () => {
        if (this.ended) throw this.ended;
      },
    });
  }

  /** Why folding has ended for good; null while it goes on. */
  get fault(): AppError | null {
    return this.ended;
  }

  onApplicationBootstrap(): void {
    this.follower.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.follower.stop();
  }

  private async positions(partitions: readonly number[]): Promise<StoredPosition[]> {
    const query: Query = (sql, parameters) => this.dataSource.query(sql, parameters);
    return (await readProgress(query)).filter(({ partition }) => partitions.includes(partition));
  }
}
