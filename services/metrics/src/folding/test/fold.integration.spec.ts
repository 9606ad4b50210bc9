import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SeekTo, type FollowedBatch, type FollowedRecord } from '@motcua/messaging';
import { dossierAccepted } from '@motcua/testing';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { anyDelivery, anyHistory, historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { published, recordOf, topicOf } from '../../../test/support/records.js';
import { decodeEvent } from '../../facts/decode-event.js';
import { loadFacts } from '../../facts/fact-store.js';
import { measureColumns, measureNames } from '../../measures/measures.js';
import { mergeHeard } from '../merge-heard.js';

const PARTITION = 5;

let projection: FreshProjection;

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
});
afterAll(() => projection.drop());
beforeEach(() => projection.wipe());

async function storedCounts(): Promise<unknown> {
  const rows = async (table: string, keys: string): Promise<unknown> =>
    projection.database.query(
      `select ${keys}, to_jsonb(counter) - array['partition','day','year','agency'] as counts
       from projection.${table} as counter order by ${keys}`,
    );
  return {
    days: await rows('counter_agency_day', 'day::text, agency'),
    years: await rows('counter_agency_year', 'year, agency'),
  };
}

const withoutEmpty = (text: unknown): unknown =>
  JSON.parse(JSON.stringify(text), (_, value: unknown) =>
    Array.isArray(value)
      ? value.filter(
          (row: { counts?: object }) => !row?.counts || Object.values(row.counts).some((count) => count !== 0),
        )
      : value,
  );

async function storedFacts(dossierIds: readonly string[]): Promise<unknown> {
  return projection.dataSource.transaction(async (tx) =>
    (await loadFacts(tx, PARTITION, dossierIds)).sort((one, other) => one.dossierId.localeCompare(other.dossierId)),
  );
}

/** Folds everything, in batches cut at random, by several processes, some of whom repeat or wake up late. */
async function foldWildly(topics: ReadonlyMap<string, FollowedRecord[]>, dice: () => number): Promise<void> {
  const folders = [projection.newFolder(), projection.newFolder()];
  const next = new Map([...topics.keys()].map((topic) => [topic, 0]));
  const seen: FollowedBatch[] = [];
  while ([...topics].some(([topic, records]) => next.get(topic)! < records.length)) {
    const open = [...topics].filter(([topic, records]) => next.get(topic)! < records.length);
    const [topic, records] = open[Math.floor(dice() * open.length)]!;
    const from = next.get(topic)!;
    const to = Math.min(records.length, from + 1 + Math.floor(dice() * 6));
    const batch = batchOf(topic, PARTITION, records.slice(from, to));
    // A process thought dead folds an old batch again; another one starts too early and overlaps; a third too late.
    if (seen.length > 0 && dice() < 0.3) await folders[1]!.fold(seen[Math.floor(dice() * seen.length)]!);
    if (dice() < 0.1) folders[0] = projection.newFolder();
    if (to < records.length && dice() < 0.2) {
      const tooLate = batchOf(topic, PARTITION, records.slice(to));
      await expect(folders[0]!.fold(tooLate)).rejects.toEqual(new SeekTo(from));
    }
    const overlapping = dice() < 0.3 ? batchOf(topic, PARTITION, records.slice(Math.max(0, from - 2), to)) : batch;
    await folders[dice() < 0.5 ? 0 : 1]!.fold(overlapping);
    seen.push(batch);
    next.set(topic, to);
  }
}

describe('the fold', () => {
  it('has a column for every measure', async () => {
    const columns = await projection.database.query<{ name: string }>(
      `select attname as name from pg_attribute
       where attrelid = 'projection.counter_agency_day'::regclass and attnum > 0 order by attnum`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['partition', 'day', 'agency', ...measureColumns]);
    expect(measureColumns).toHaveLength(measureNames.length);
  });

  it('gives the same facts and counters however a history is delivered, cut into batches and repeated', async () => {
    const anyRun = anyHistory({ min: 1, max: 5 }).chain((history) =>
      fc.tuple(
        fc.constant(history),
        anyDelivery(history),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      ),
    );
    await fc.assert(
      fc.asyncProperty(anyRun, async ([history, delivered, dice]) => {
        const dossierIds = [...new Set(history.map(({ subject }) => subject))];
        await projection.wipe();
        for (const [topic, records] of published(history)) {
          if (records.length > 0) await projection.newFolder().fold(batchOf(topic, PARTITION, records));
        }
        const straight = { counts: withoutEmpty(await storedCounts()), facts: await storedFacts(dossierIds) };
        await projection.wipe();
        await foldWildly(published(delivered), () => dice.next().value as number);
        expect({ counts: withoutEmpty(await storedCounts()), facts: await storedFacts(dossierIds) }).toEqual(straight);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  it('stores facts exactly as they were merged', async () => {
    const events = fc.sample(anyFate, { numRuns: 20, seed: 3 }).flatMap((fate) => historyOf(fate));
    for (const [topic, records] of published(events))
      await projection.newFolder().fold(batchOf(topic, PARTITION, records));
    const heard = events.map((event) => decodeEvent(recordOf(event)));
    const merged = [...mergeHeard(PARTITION, new Map(), heard, () => undefined).facts.values()];
    const ids = merged.map(({ dossierId }) => dossierId);
    expect(await storedFacts(ids)).toEqual(merged.sort((one, other) => one.dossierId.localeCompare(other.dossierId)));
  });

  it('passes what it cannot read as a dead letter and folds the rest of the batch', async () => {
    const [first, second] = historyOf(fc.sample(anyFate, { numRuns: 1, seed: 1 })[0]!).filter(
      (event) => topicOf(event) === 'dossier.events',
    );
    const changed = (record: FollowedRecord, change: Partial<FollowedRecord>) =>
      ({ ...record, ...change }) as FollowedRecord;
    const records = [
      recordOf(first!, 0),
      changed(recordOf(second!, 1), { value: Buffer.from('{ not json') }),
      changed(recordOf(second!, 2), { headers: { ce_type: Buffer.from('vn.motcua.dossier.renamed.v9') } }),
      changed(recordOf(second!, 3), { key: Buffer.from('another\0key') }),
      recordOf({ ...first!, state: { ...(first!.state as object), status: 'RETURNED' } }, 4),
      recordOf(historyOf(fc.sample(anyFate, { numRuns: 1, seed: 2 })[0]!)[0]!, 5),
    ];
    await projection.newFolder().fold(batchOf('dossier.events', PARTITION, records));
    const letters = await projection.database.query<{ value: string }>('select value from outbox order by position');
    expect(
      letters.map(({ value }) => {
        const { code, consumer, origin } = JSON.parse(value) as {
          code: string;
          consumer: string;
          origin: { offset: string };
        };
        return [consumer, code, origin.offset];
      }),
    ).toEqual([
      ['metrics', 'event-unreadable', '1'],
      ['metrics', 'event-unknown', '2'],
      ['metrics', 'event-unreadable', '3'],
      ['metrics', 'revision-disputed', '4'],
    ]);
    const [progress] = await projection.database.query<{ next: number }>(
      `select (next_offsets ->> 'dossier.events')::int as next from projection.progress where partition = ${PARTITION}`,
    );
    expect(progress?.next).toBe(6);
  });

  it('passes a record that nobody foresaw as a dead letter, once, and goes on behind it', async () => {
    const [poison, next] = [dossierAccepted(), dossierAccepted()].map((event, offset) => recordOf(event, offset));
    const batch = batchOf('dossier.events', PARTITION, [poison!]);
    const folder = projection.newFolder();
    await folder.pass(batch, new RangeError('value out of range'));
    await folder.pass(batch, new RangeError('value out of range'));
    await folder.fold(batchOf('dossier.events', PARTITION, [poison!, next!]));
    const letters = await projection.database.query<{ value: string }>('select value from outbox');
    expect(letters.map(({ value }) => JSON.parse(value) as unknown)).toMatchObject([
      {
        code: 'unexpected-error',
        reason: 'RangeError: value out of range',
        origin: { partition: PARTITION, offset: '0' },
      },
    ]);
    expect(await projection.database.query('select 1 from projection.fact')).toHaveLength(1);
  });

  it('refuses a batch of another cluster and counters of another version', async () => {
    const records = [recordOf(historyOf(fc.sample(anyFate, { numRuns: 1, seed: 1 })[0]!)[0]!, 0)];
    await projection.newFolder().fold(batchOf('dossier.events', PARTITION, records));
    await expect(
      projection.newFolder().fold(batchOf('dossier.events', PARTITION, records, { clusterId: 'another' })),
    ).rejects.toMatchObject({ code: 'projection-of-another-cluster', retryable: false });
    await projection.database.query('update projection.progress set contributions_version = 0');
    await expect(projection.newFolder().fold(batchOf('dossier.events', PARTITION, records))).rejects.toMatchObject({
      code: 'projection-of-another-version',
      retryable: false,
    });
  });
});
