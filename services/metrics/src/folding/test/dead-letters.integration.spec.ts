import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_TOPICS, type DomainEvent } from '@motcua/contracts';
import type { FollowedRecord } from '@motcua/messaging';
import fc from 'fast-check';
import { anyDelivery, anyHistory } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import type { Query } from '../../projection/query.js';
import { auditCounters } from '../../proof/audit-counters.js';

const PARTITION = 5;
const AFTER_EVERYTHING = Date.UTC(2025, 0, 1);
let projection: FreshProjection;

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
});
afterAll(() => projection.drop());

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What may be wrong with a record; null leaves it as it is. */
const faults: readonly ((record: FollowedRecord) => Partial<FollowedRecord>)[] = [
  () => ({ value: Buffer.from('{ not json') }),
  ({ value }) => ({ value: Buffer.from(String(value).replace('"dossierId"', '"dossier"')) }),
  ({ value }) => ({ value: value!.subarray(0, value!.length - 7) }),
  () => ({ headers: { ce_type: Buffer.from('vn.motcua.dossier.renamed.v9') } }),
  () => ({ key: Buffer.from('another key') }),
  // The same revision with other content.
  ({ value }) => ({
    value: Buffer.from(String(value).replaceAll(/T\d\d:/g, 'T00:')),
  }),
];

/** Records of one topic: some are faulty, some are followed by a faulty twin. */
function withFaults(events: readonly DomainEvent[], dice: () => number): FollowedRecord[] {
  const records = events.flatMap((event) => {
    const sound = recordOf(event);
    const faulty = { ...sound, ...faults[Math.floor(dice() * faults.length)]!(sound) } as FollowedRecord;
    const chance = dice();
    if (chance < 0.1) return [faulty];
    return chance < 0.3 ? [sound, faulty] : [sound];
  });
  return records.map((record, offset) => ({ ...record, offset: String(offset) }) as FollowedRecord);
}

async function foldInBatches(topic: string, records: readonly FollowedRecord[], cut: () => number): Promise<void> {
  const folder = projection.newFolder();
  for (let from = 0; from < records.length;) {
    const to = Math.min(records.length, from + cut());
    await folder.fold(batchOf(topic, PARTITION, records.slice(from, to)));
    from = to;
  }
}

interface Outcome {
  readonly letters: readonly string[];
  readonly facts: unknown;
}

async function outcome(): Promise<Outcome> {
  const letters = await projection.database.query<{ value: string }>('select value from outbox');
  const facts = await projection.database.query(
    `select to_jsonb(fact) - 'partition' as fact from projection.fact where num_nonnulls(intake_revision, deadline_revision,
      payment_revision, survey_revision) > 0 order by dossier_id`,
  );
  return {
    letters: letters
      .map(({ value }) => {
        const { code, origin } = JSON.parse(value) as { code: string; origin: { topic: string; offset: string } };
        return `${origin.topic}@${origin.offset} ${code}`;
      })
      .sort(),
    facts,
  };
}

describe('dead letters of the fold', () => {
  it('are the same records, beside the same facts, however the records fall into batches', async () => {
    const anyRun = anyHistory({ min: 1, max: 5 }).chain((history) => fc.tuple(anyDelivery(history), fc.nat()));
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(anyRun, async ([delivered, seed]) => {
        const dice = diceOf(seed);
        const topics = EVENT_TOPICS.map(
          (topic) =>
            [
              topic,
              withFaults(
                delivered.filter((event) => topicOf(event) === topic),
                dice,
              ),
            ] as const,
        );
        const outcomes: Outcome[] = [];
        const cut = (): number => 1 + Math.floor(dice() * 12);
        for (const size of [() => 1, () => Infinity, cut]) {
          await projection.wipe();
          for (const [topic, records] of topics) await foldInBatches(topic, records, size);
          outcomes.push(await outcome());
        }
        const [oneByOne, atOnce, atRandom] = outcomes;
        expect(atOnce).toEqual(oneByOne);
        expect(atRandom).toEqual(oneByOne);
        for (const letter of oneByOne!.letters) codes.add(letter.split(' ')[1]!);
      }),
      { numRuns: 25 },
    );
    expect([...codes].sort()).toEqual(['event-unknown', 'event-unreadable', 'revision-disputed']);
    const query = projection.dataSource.query.bind(projection.dataSource) as Query;
    expect(await auditCounters(query, AFTER_EVERYTHING)).toEqual([]);
  }, 120_000);
});
