import { describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@motcua/contracts';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { anyDelivery, anyHistory, historyOf } from '../../../test/support/histories.js';
import { recordOf } from '../../../test/support/records.js';
import { decodeEvent } from '../../facts/decode-event.js';
import { type Fact, Hearing, judgeHearing, mergeEvent, unheardFact } from '../../facts/fact.js';
import { contributions } from '../../measures/contributions.js';
import type { Counts } from '../../measures/measures.js';
import { mergeHeard } from '../merge-heard.js';

type Counters = Record<string, number>;

/** Folds events in chunks of the given sizes, as batches would come, and sums what was added to the counters. */
function fold(events: readonly DomainEvent[], chunk: number): { facts: Map<string, Fact>; counters: Counters } {
  const facts = new Map<string, Fact>();
  const counters: Counters = {};
  const add = (key: string, counts: Counts): void =>
    counts.forEach((count, measure) => {
      counters[`${key}/${measure}`] = (counters[`${key}/${measure}`] ?? 0) + count;
    });
  for (let from = 0; from < events.length; from += chunk) {
    const heard = events.slice(from, from + chunk).map((event) => decodeEvent(recordOf(event)));
    const merged = mergeHeard(0, facts, heard, () => {
      throw new Error('No history disputes itself.');
    });
    for (const [dossierId, fact] of merged.facts) facts.set(dossierId, fact);
    for (const { agency, day, counts } of merged.deltas.agencyDays()) add(`${agency}/${day}`, counts);
    for (const { agency, year, counts } of merged.deltas.agencyYears()) add(`${agency}/year ${year}`, counts);
  }
  return { facts, counters: Object.fromEntries(Object.entries(counters).filter(([, count]) => count !== 0)) };
}

describe('merging', () => {
  it('gives the same facts and counters for any order, duplication and redelivery of a history', () => {
    const anyRun = anyHistory({ min: 1, max: 6 }).chain((history) =>
      fc.tuple(fc.constant(history), anyDelivery(history), fc.integer({ min: 1, max: 20 })),
    );
    fc.assert(
      fc.property(anyRun, ([history, delivered, chunk]) => {
        const straight = fold(history, history.length);
        const wild = fold(delivered, chunk);
        expect(wild.counters).toEqual(straight.counters);
        expect(Object.fromEntries(wild.facts)).toEqual(Object.fromEntries(straight.facts));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps counters equal to the sum of the contributions of all facts', () => {
    fc.assert(
      fc.property(anyHistory({ min: 1, max: 8 }), fc.integer({ min: 1, max: 9 }), (history, chunk) => {
        const { facts, counters } = fold(history, chunk);
        const expected: Counters = {};
        for (const fact of facts.values()) {
          for (const { agency, day, measure } of contributions(fact)) {
            const key = `${agency}/${day}/${measure}`;
            expected[key] = (expected[key] ?? 0) + 1;
          }
        }
        expect(counters).toMatchObject(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('reports the same revision with other content and keeps the first', () => {
    const [event] = historyOf(fc.sample(anyFate, { numRuns: 1, seed: 1 })[0]!);
    const first = decodeEvent(recordOf(event!));
    const fact = mergeEvent(unheardFact(0, first.dossierId), first);
    const other = { ...first, state: { ...first.state, status: 'RETURNED' } } as typeof first;
    expect(judgeHearing(fact, first)).toBe(Hearing.Known);
    expect(judgeHearing(fact, other)).toBe(Hearing.Disputed);
    expect(mergeEvent(fact, other)).toBe(fact);
  });
});
