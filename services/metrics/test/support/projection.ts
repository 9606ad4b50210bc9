import { Outbox, messagingGrants, messagingMigrations, type FollowedBatch } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import type { FollowedRecord } from '@motcua/messaging';
import { DataSource } from 'typeorm';
import { FoldBatch } from '../../src/folding/fold-batch.js';
import { metricsGrants, metricsMigrations } from '../../src/migrations/migrations.js';

/** A projection of one spec, and as many folding processes as it likes. */
export interface FreshProjection {
  readonly database: FreshDatabase;
  readonly dataSource: DataSource;
  /** May do everything, also by hand. */
  readonly ownerSource: DataSource;
  /** A process that folds, with a cache of its own. */
  newFolder(): FoldBatch;
  /** Empties the projection, as a wipe does. */
  wipe(): Promise<void>;
  drop(): Promise<void>;
}

export const metricsDatabase = (): Promise<FreshDatabase> =>
  freshDatabase({
    migrations: [...messagingMigrations, ...metricsMigrations],
    grants: [messagingGrants, metricsGrants],
  });

export async function freshProjection(): Promise<FreshProjection> {
  const database = await metricsDatabase();
  const dataSource = await new DataSource({ type: 'postgres', url: database.url, extra: { max: 5 } }).initialize();
  const ownerSource = await new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    extra: { max: 2 },
  }).initialize();
  return {
    database,
    dataSource,
    ownerSource,
    newFolder: () => {
      const unitOfWork = new UnitOfWork(dataSource);
      return new FoldBatch(unitOfWork, new Outbox(unitOfWork));
    },
    wipe: async () => {
      await database.query(
        `truncate projection.fact, projection.counter_agency_day, projection.counter_agency_year, outbox`,
      );
      await database.query(`update projection.progress set next_offsets = '{}', folds = 0, events = 0,
        cluster_id = null, contributions_version = null, appended_at = null`);
    },
    drop: async () => {
      await Promise.all([dataSource.destroy(), ownerSource.destroy()]);
      await database.drop();
    },
  };
}

/** A batch as the follower would hand it over. */
export function batchOf(
  topic: string,
  partition: number,
  records: readonly FollowedRecord[],
  overrides: Partial<FollowedBatch> = {},
): FollowedBatch {
  return {
    topic,
    partition,
    clusterId: 'cluster-of-the-spec',
    firstOffset: Number(records[0]!.offset),
    nextOffset: Number(records.at(-1)!.offset) + 1,
    records,
    lag: 0,
    ...overrides,
  };
}
