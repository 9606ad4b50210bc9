import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DomainEvent } from '@motcua/contracts';
import { freshTopics, type FreshTopics } from '@motcua/testing';
import fc from 'fast-check';
import { anyFate, type Fate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { recordOf, topicOf } from '../../../test/support/records.js';
import { figureSources, type Watermark } from '../../freshness/freshness.js';
import type { HeardWatermarks } from '../../freshness/relay-watermarks.js';
import { auditMissingPart } from '../audit-missing.js';

const PARTITION = 5;
let projection: FreshProjection;
let topics: FreshTopics;

beforeAll(async () => {
  Logger.overrideLogger(false);
  [projection, topics] = await Promise.all([freshProjection(), freshTopics()]);
}, 60_000);
beforeEach(() => projection.wipe());
afterAll(() => Promise.all([projection.drop(), topics.drop()]));

const unheard: HeardWatermarks = { all: new Map(), brokerNow: null };
/** Every service says that it has taken in whatever there is, a moment ago by the broker's clock. */
const allTakenIn: HeardWatermarks = {
  get brokerNow() {
    return Date.now();
  },
  get all() {
    const consumer = { oldestPendingAt: null, measuredAgeMs: 0 };
    const said: Watermark = { appendedAt: Date.now(), oldestUnsentAgeMs: null, consumer };
    return new Map(figureSources.map((service) => [service, said]));
  },
};

function fateOf(changes: Partial<Fate>): Fate {
  const [fate] = fc.sample(anyFate, { numRuns: 1, seed: 71 });
  return {
    ...fate!,
    answer: 'accepted',
    ending: 'returned',
    fee: 'online',
    imported: false,
    parked: false,
    supplement: true,
    stop: 'supplement',
    voided: false,
    ...changes,
  };
}

const offsets = new Map<string, number>();
beforeEach(() => offsets.clear());

/** Folds what some producers have published. */
async function hear(events: readonly DomainEvent[], ...heardTopics: readonly string[]): Promise<void> {
  const wanted = events.filter((event) => heardTopics.includes(topicOf(event)));
  for (const [topic, said] of Map.groupBy(wanted, topicOf)) {
    const first = offsets.get(topic) ?? 0;
    offsets.set(topic, first + said.length);
    const records = said.map((event, index) => recordOf(event, first + index));
    await projection.newFolder().fold(batchOf(topic, PARTITION, records));
  }
}

const audit = (watermarks: HeardWatermarks, graceMs: number) =>
  auditMissingPart({ databaseUrl: projection.database.url, kafka: topics.kafka, watermarks, graceMs });
const [DOSSIERS, DEADLINES, PAYMENTS, SURVEYS] = [
  'dossier.events',
  'deadline.events',
  'payment.events',
  'survey.events',
];

describe('the audit of what dossiers should have brought about', () => {
  it('names each clock, order and invitation that no other service has spoken of', async () => {
    const history = historyOf(fateOf({}));
    await hear(history, DOSSIERS);
    const { equal, compared, differing, named } = await audit(unheard, 300);
    expect({ equal, compared, differing }).toEqual({ equal: false, compared: 1, differing: 5 });
    const dossierId = history[0]!.subject;
    expect(named).toEqual([
      { dossierId, service: 'deadlines', missing: 'clock' },
      { dossierId, service: 'surveys', missing: 'invitation ACCEPTED' },
      { dossierId, service: 'surveys', missing: 'invitation RETURNED' },
      { dossierId, service: 'surveys', missing: 'invitation SUPPLEMENT_REQUESTED' },
      { dossierId, service: 'payments', missing: 'order' },
    ]);
  });

  it('names what is missing though every service has taken all in, without waiting for the grace', async () => {
    const history = historyOf(fateOf({}));
    await hear(history, DOSSIERS, DEADLINES, SURVEYS);
    const startedAt = performance.now();
    const { named } = await audit(allTakenIn, 60_000);
    expect(named).toEqual([{ dossierId: history[0]!.subject, service: 'payments', missing: 'order' }]);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });

  it('does not name what was only on its way', async () => {
    const history = historyOf(fateOf({}));
    await hear(history, DOSSIERS, PAYMENTS, SURVEYS);
    const auditing = audit(unheard, 2_000);
    await hear(history, DEADLINES);
    expect(await auditing).toEqual({ equal: true, compared: 1, differing: 0, named: [] });
  });

  it.each<[string, Partial<Fate>]>([
    ['all that is due has come', {}],
    ['a dossier is free of charge', { fee: 'none' }],
    ['a fee and its slips are of the system that a dossier was imported from', { imported: true }],
    ['a clock is parked', { parked: true, ending: 'open' }],
    ['a dossier was refused', { answer: 'refused', fee: 'none' }],
    ['a submission waits for an answer', { answer: 'none', fee: 'none' }],
  ])('misses nothing where %s', async (_, changes) => {
    await hear(historyOf(fateOf(changes)), DOSSIERS, DEADLINES, PAYMENTS, SURVEYS);
    expect(await audit(unheard, 60_000)).toMatchObject({ equal: true, differing: 0 });
  });

  it('misses nothing of a dossier that was voided', async () => {
    await hear(historyOf(fateOf({ voided: true })), DOSSIERS);
    expect(await audit(unheard, 60_000)).toMatchObject({ equal: true, differing: 0 });
  });

  it('counts all and names the first hundred', async () => {
    const fates = fc.sample(anyFate, { numRuns: 60, seed: 72 });
    await hear(
      fates.flatMap((fate) => historyOf({ ...fate, ...fateOf({ startAt: fate.startAt }) })),
      DOSSIERS,
    );
    const { differing, named } = await audit(unheard, 300);
    expect([differing, named.length]).toEqual([300, 100]);
  });
});
