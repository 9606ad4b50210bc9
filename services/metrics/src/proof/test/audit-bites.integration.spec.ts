import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import type { Query } from '../../projection/query.js';
import { auditCounters, type DifferingCounter } from '../audit-counters.js';

const PARTITION = 5;
const NOW = Date.UTC(2023, 6, 1);
let projection: FreshProjection;
let query: Query;

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
  query = projection.dataSource.query.bind(projection.dataSource) as Query;
  const events = fc.sample(anyFate, { numRuns: 400, seed: 21 }).flatMap((fate) => historyOf(fate));
  const topics = Map.groupBy(
    events.filter(({ happenedAt }) => Date.parse(happenedAt) <= NOW),
    topicOf,
  );
  for (const [topic, published] of topics) {
    await projection.newFolder().fold(batchOf(topic, PARTITION, published.map(recordOf)));
  }
});
afterAll(() => projection.drop());

/** What the audit finds while `change` stands, which nobody ever commits. */
async function foundAfter(change: string): Promise<readonly DifferingCounter[]> {
  const runner = projection.ownerSource.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(change);
    return await auditCounters((sql, parameters) => runner.query(sql, parameters), NOW);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

const family = (table: string): string => table.replace('counter_', '').replace('_', '-');

describe('the audit of counters', () => {
  it('finds every counter equal to the facts', async () => {
    expect(await auditCounters(query, NOW)).toEqual([]);
  });

  it.each(['counter_agency_day', 'counter_agency_year'])(
    'names the row and the measure of %s that was changed by hand',
    async (table) => {
      const chosen = `select ctid from projection.${table} where received_online > 0 limit 1`;
      const [found, ...others] = await foundAfter(
        `update projection.${table} set received_online = received_online + 1 where ctid = (${chosen})`,
      );
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        family: family(table),
        agency: expect.stringMatching(/^H06/),
        measure: 'RECEIVED_ONLINE',
      });
      expect(Number(found!.counted) - Number(found!.recounted)).toBe(1);
    },
  );
});
