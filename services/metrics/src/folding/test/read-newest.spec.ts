import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FollowedRecord } from '@motcua/messaging';
import { anyFate } from '../../../test/support/fates.js';
import { anyDelivery, anyHistory, historyOf } from '../../../test/support/histories.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import { type Fact, type HeardState, mergeEvent, unheardFact } from '../../facts/fact.js';
import { readNewest } from '../read-newest.js';
import { readRecords } from '../read-records.js';

const factsOf = (events: readonly HeardState[]): Record<string, Fact> => {
  const facts: Record<string, Fact> = {};
  for (const event of events) {
    facts[event.dossierId] = mergeEvent(facts[event.dossierId] ?? unheardFact(0, event.dossierId), event);
  }
  return facts;
};
const [fate] = fc.sample(anyFate, { numRuns: 1, seed: 4 });
const dossierRecords = (): FollowedRecord[] =>
  historyOf({
    ...fate!,
    answer: 'accepted',
    ending: 'returned',
    voided: false,
    transferredTo: null,
    correction: 'none',
  })
    .filter((event) => topicOf(event) === 'dossier.events')
    .map((event, offset) => recordOf(event, offset));

describe('reading the newest of a batch', () => {
  it('gives the facts that reading everything gives', () => {
    const anyRun = anyHistory({ min: 1, max: 6 }).chain((history) => anyDelivery(history));
    fc.assert(
      fc.property(anyRun, (delivered) => {
        const records = delivered.map((event, offset) => recordOf(event, offset));
        expect(factsOf(readNewest(records).events)).toEqual(factsOf(readRecords(records).events));
      }),
      { numRuns: 50 },
    );
  });

  it('opens one record a dossier and topic', () => {
    const records = dossierRecords();
    const { events } = readNewest([...records, ...records]);
    expect(records.length).toBeGreaterThan(3);
    expect(events.map(({ state }) => state.revision)).toEqual([records.length]);
  });

  it('takes the one before when the newest cannot be read', () => {
    const records = dossierRecords();
    const newest = records.at(-1)!;
    const broken = { ...newest, value: Buffer.from(String(newest.value).replace('"RETURNED"', '7')) };
    const { events, faults } = readNewest([...records.slice(0, -1), broken]);
    expect(events.map(({ state }) => state.revision)).toEqual([records.length - 1]);
    expect(faults.map(({ record, error }) => [record, error.code])).toEqual([[broken, 'event-unreadable']]);
  });

  it('reads both of two different records of the newest revision', () => {
    const [first] = dossierRecords();
    const other = { ...first!, value: Buffer.from(String(first!.value).replace('"SUBMITTED"', '"RETURNED"')) };
    expect(readNewest([first!, other, first!]).events).toHaveLength(2);
  });

  it('reads at once what does not begin with its revision', () => {
    const [first] = dossierRecords();
    const payload = JSON.parse(String(first!.value)) as Record<string, unknown>;
    const reordered = JSON.stringify({ state: payload['state'], recordedAt: payload['recordedAt'], revision: 9 });
    const { events } = readNewest([first!, { ...first!, value: Buffer.from(reordered) }]);
    expect(events.map(({ state }) => state.revision).sort()).toEqual([1, 9]);
  });

  it('checks the type of every record, also of those it does not open', () => {
    const records = dossierRecords();
    const unknown = { ...records[0]!, headers: { ce_type: Buffer.from('vn.motcua.dossier.renamed.v9') } };
    expect(readNewest([unknown, ...records]).faults.map(({ error }) => error.code)).toEqual(['event-unknown']);
  });
});
