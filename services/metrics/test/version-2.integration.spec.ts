import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messagingGrants, messagingMigrations, Outbox } from '@motcua/messaging';
import { runMigrations, UnitOfWork } from '@motcua/persistence';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { FoldBatch } from '../src/folding/fold-batch.js';
import { holdFolds, makeShadow, swapIn } from '../src/folding/shadow-schema.js';
import { metricsGrants, metricsMigrations } from '../src/migrations/migrations.js';
import type { Query } from '../src/projection/query.js';
import { auditCounters } from '../src/proof/audit-counters.js';
import { anyFate } from './support/fates.js';
import { historyOf } from './support/histories.js';
import { batchOf } from './support/projection.js';
import { recordOf, topicOf } from './support/records.js';

const PARTITION = 5;
const ofVersion1 = metricsMigrations.slice(0, 3);
const grants = [messagingGrants, metricsGrants];
/** Without the tables that later migrations make. */
const grantsOfVersion1 = [
  messagingGrants,
  { schemas: ['public', 'projection', 'registers'], tables: { 'registers.target': 'select' } },
];

let database: FreshDatabase;
let dataSource: DataSource;
let query: Query;

beforeAll(async () => {
  database = await freshDatabase({ migrations: [...messagingMigrations, ...ofVersion1], grants: grantsOfVersion1 });
  dataSource = await new DataSource({ type: 'postgres', url: database.url }).initialize();
  query = dataSource.query.bind(dataSource) as Query;
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const role = (): string => new URL(database.url).username;

/** As a replay leaves it: the indexes go by names that PostgreSQL gave. */
async function replayed(): Promise<void> {
  const owner = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
  await makeShadow((sql, parameters) => owner.query(sql, parameters), 'projection_shadow', {
    role: role(),
    lasting: true,
  });
  await owner.transaction(async (tx) => {
    const swapping: Query = (sql, parameters) => tx.query(sql, parameters);
    await holdFolds(swapping);
    await swapIn(swapping, 'projection_shadow');
  });
  await owner.destroy();
}

describe('the migration of a projection of version 1', () => {
  it('empties it, also after a replay, and the service folds the topics from their first records', async () => {
    await replayed();
    await database.query(`update projection.progress set contributions_version = 1, cluster_id = 'cluster-of-the-spec',
      next_offsets = '{"dossier.events": 7}', events = 7, folds = 3`);
    await database.query(`insert into projection.counter_agency_year (partition, year, agency, opened)
      values (${PARTITION}, 2023, 'H06.01', 7)`);
    await database.query(
      `insert into projection.fact (partition, dossier_id) values (${PARTITION}, gen_random_uuid())`,
    );

    const migrations = [...messagingMigrations, ...metricsMigrations];
    await runMigrations({ ownerUrl: database.ownerUrl, role: role(), migrations, grants });

    expect(await database.query(`select from projection.fact`)).toEqual([]);
    const [progress] = await database.query(`select next_offsets, folds::int from projection.progress
      where partition = ${PARTITION}`);
    expect(progress).toEqual({ next_offsets: {}, folds: 7 });
    const unitOfWork = new UnitOfWork(dataSource);
    const events = fc.sample(anyFate, { numRuns: 60, seed: 51 }).flatMap((fate) => historyOf(fate));
    for (const [topic, published] of Map.groupBy(events, topicOf)) {
      const records = published.map((event, offset) => recordOf(event, offset));
      await new FoldBatch(unitOfWork, new Outbox(unitOfWork)).fold(batchOf(topic, PARTITION, records));
    }
    expect(await auditCounters(query, Date.UTC(2025, 0, 1))).toEqual([]);
    const [counted] = await database.query(`select sum(first_settled)::int > 0 as settled,
      (select count(*)::int from projection.fact where voided_at is not null and first_completed_at is not null) > 0 as voided,
      (select count(*)::int from projection.fact where terminated_at is not null) > 0 as terminated
      from projection.counter_agency_day`);
    expect(counted).toEqual({ settled: true, voided: true, terminated: true });
  }, 60_000);
});
