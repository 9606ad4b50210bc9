import { EVENT_TOPICS } from '@motcua/contracts';
import { Outbox, PartitionFollower, type FollowedBatch, type KafkaOptions } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { FoldBatch } from '../../../services/metrics/dist/folding/index.js';
import { readProgress } from '../../../services/metrics/dist/folding/index.js';
import { type Query } from '../../../services/metrics/dist/projection/index.js';
import { cpuSecondsSince, serve } from '../side.ts';
import { watchStatements, type StatementTime } from '../statements.ts';

export interface FoldInput {
  readonly kafka: KafkaOptions;
  readonly databaseUrl: string;
  readonly events: number;
  /** As a replay folds: what cannot be read became a dead letter long ago. @default false */
  readonly replay?: boolean;
}

/** Times from the arrival of the first batch. */
export interface FoldOutput {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly batches: number;
  readonly statements: Readonly<Record<string, StatementTime>>;
}

serve({
  /** Folds topics into an empty projection as the metrics service does, until all is committed. */
  async fold({ kafka, databaseUrl, events, replay = false }: FoldInput): Promise<FoldOutput> {
    const statements = watchStatements();
    const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl, extra: { max: 10 } }).initialize();
    const unitOfWork = new UnitOfWork(dataSource);
    const foldBatch = new FoldBatch(
      unitOfWork,
      new Outbox(unitOfWork),
      replay ? { writesDeadLetter: () => false } : {},
    );
    const query: Query = (sql, parameters) => dataSource.query(sql, parameters);
    const done = Promise.withResolvers<void>();
    const reached = new Map<string, number>();
    let startedAt = 0;
    let cpuBefore = process.cpuUsage();
    let batches = 0;
    const follower = new PartitionFollower({
      kafka,
      groupId: `bench-fold-${randomUUID()}`,
      topics: EVENT_TOPICS,
      positions: async (numbers) => (await readProgress(query)).filter(({ partition }) => numbers.includes(partition)),
      onBatch: async (batch: FollowedBatch) => {
        if (startedAt === 0) [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
        await foldBatch.fold(batch);
        batches += 1;
        reached.set(`${batch.topic}/${batch.partition}`, batch.nextOffset);
        if ([...reached.values()].reduce((sum, offset) => sum + offset, 0) >= events) done.resolve();
      },
      onFault: (fault) => done.reject(fault),
    });
    follower.start();
    await done.promise;
    const seconds = (performance.now() - startedAt) / 1_000;
    const output = { seconds, cpuSeconds: cpuSecondsSince(cpuBefore), batches, statements: statements() };
    await follower.stop();
    await dataSource.destroy();
    return output;
  },
});
