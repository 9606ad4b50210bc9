import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  DeadlinePausedV1,
  DossierAcceptedV1,
  DossierRefusedV1,
  DossierSubmittedV1,
  DossierSuspendedV1,
  DossierWithdrawnV1,
  type DomainEvent,
  type DossierStateV1,
} from '@motcua/contracts';
import { deadlineState, dossierState, eventOf, submittedDossier } from '@motcua/testing';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { batchOf, freshProjection, type FreshProjection } from '../../../test/support/projection.js';
import { published, recordOf } from '../../../test/support/records.js';
import { indicatorsOf } from '../../definitions/indicators.js';
import { readCounts } from '../../figures/figures-reader.js';
import { addGauges, type Gauges, noGauges, readGauges } from '../../figures/gauges-reader.js';
import { addCounts, measureColumns, noCounts } from '../../measures/measures.js';
import type { Query } from '../../projection/query.js';
import { parsePeriod } from '../../time/period.js';
import { auditCounters } from '../audit-counters.js';
import { recountGauges, recountIndicators } from '../recount.js';

const PARTITION = 5;
const YEAR = parsePeriod('2023')!;

let projection: FreshProjection;
let query: Query;

beforeAll(async () => {
  Logger.overrideLogger(false);
  projection = await freshProjection();
  query = projection.dataSource.query.bind(projection.dataSource) as Query;
});
afterAll(() => projection.drop());
beforeEach(() => projection.wipe());

/** How often facts of random histories are in each situation in which the stated instants and the record part. */
const SITUATIONS = `
  with ended as (
    select *, least(withdrawn_at, terminated_at, voided_at) as left_at from projection.fact
    where completed_at is null and accepted_at is not null
      and num_nonnulls(withdrawn_at, terminated_at, voided_at) > 0
  )
  select count(*) filter (where left_at <= overdue_from and end_recorded_at > overdue_from and open_stop_recorded_at is null)
      ::int as "ends backdated past the due instant",
    count(*) filter (where open_stop_recorded_at between overdue_from and left_at)::int as "late, suspended and ended",
    count(*) filter (where open_stop_recorded_at <= overdue_from and left_at > original_due_at)::int
      as "suspended in time and ended after",
    count(*) filter (where open_stop_recorded_at > left_at)::int as "suspensions entered after the end",
    (select count(*)::int from projection.fact
     where completed_at <= current_due_at and outcome is not null and completion_recorded_at > overdue_from
       and overdue_from < current_due_at) as "completions on time by a pause entered late",
    (select count(*)::int from projection.fact
     where completed_at > current_due_at and to_timestamp((transfers -> 0 ->> 'recordedAt')::numeric / 1000) > overdue_from)
      as "transfers entered when late",
    (select count(*)::int from projection.fact
     where completed_at <= current_due_at and outcome is not null and completion_recorded_at > overdue_from
       and to_timestamp((transfers -> 0 ->> 'recordedAt')::numeric / 1000) > overdue_from)
      as "completions on time entered late after a transfer entered when late",
    (select count(*)::int from projection.fact where refused_at is not null and waited_minutes > 480) as "refusals after long"
  from ended`;

describe('the counters', () => {
  it('counts what an independent recount of the facts finds', async () => {
    const events = fc.sample(anyFate, { numRuns: 300, seed: 11 }).flatMap((fate) => historyOf(fate));
    for (const [topic, records] of published(events))
      await projection.newFolder().fold(batchOf(topic, PARTITION, records));
    for (const text of ['2023', '2023-05', '2023-05-17']) {
      const period = parsePeriod(text)!;
      const counts = [...(await readCounts(query, period, null)).values()].reduce(addCounts, noCounts);
      const counted = Object.fromEntries(
        indicatorsOf(counts, {}).map(({ id, numerator, denominator }) => [id, { numerator, denominator }]),
      );
      expect(counted).toEqual(await recountIndicators(query, period));
    }
    const year = [...(await readCounts(query, YEAR, null)).values()].reduce(addCounts, noCounts);
    expect(indicatorsOf(year, {}).every(({ denominator }) => denominator > 0)).toBe(true);
  });

  it('counts by every measure, and each count is what SQL finds in the facts', async () => {
    const events = fc.sample(anyFate, { numRuns: 700, seed: 14 }).flatMap((fate) => historyOf(fate));
    for (const [topic, records] of published(events))
      await projection.newFolder().fold(batchOf(topic, PARTITION, records));
    expect(await auditCounters(query, Date.UTC(2025, 0, 1))).toEqual([]);
    const [sums] = await projection.database.query<Record<string, number>>(
      `select ${measureColumns.map((name) => `sum(abs(${name}))::int as ${name}`).join(', ')} from projection.counter_agency_day`,
    );
    expect(measureColumns.filter((name) => sums![name] === 0)).toEqual([]);
    const [situations] = await projection.database.query<Record<string, number>>(SITUATIONS);
    expect(Object.entries(situations!).filter(([, facts]) => facts < 5)).toEqual([]);
  }, 60_000);

  it('counts what SQL finds in the facts while deadlines is behind intake, too', async () => {
    const events = fc.sample(anyFate, { numRuns: 400, seed: 15 }).flatMap((fate) => historyOf(fate));
    const topics = published(events.toSorted((one, other) => one.happenedAt.localeCompare(other.happenedAt)));
    const [dossiers, deadlines] = [topics.get('dossier.events')!, topics.get('deadline.events')!];
    const behind = Math.floor(deadlines.length / 2);
    await projection.newFolder().fold(batchOf('dossier.events', PARTITION, dossiers));
    await projection.newFolder().fold(batchOf('deadline.events', PARTITION, deadlines.slice(0, behind)));
    expect(await auditCounters(query, Date.UTC(2025, 0, 1))).toEqual([]);
    await projection.newFolder().fold(batchOf('deadline.events', PARTITION, deadlines.slice(behind)));
    expect(await auditCounters(query, Date.UTC(2025, 0, 1))).toEqual([]);
  }, 60_000);

  it.each(['2023-03-01T03:00:00Z', '2023-06-15T16:59:59Z', '2023-06-15T17:00:01Z', '2024-01-31T03:00:00Z'])(
    'keeps gauges that equal a count of the facts at %s',
    async (text) => {
      const now = new Date(text);
      const events = fc
        .sample(anyFate, { numRuns: 400, seed: 12 })
        .flatMap((fate) => historyOf(fate))
        .filter(({ happenedAt }) => Date.parse(happenedAt) <= now.getTime());
      for (const [topic, records] of published(events))
        await projection.newFolder().fold(batchOf(topic, PARTITION, records));
      const gauges = await gaugesOfCounters(now);
      expect(gauges).toEqual(await recountGauges(query, now));
      expect(gauges.open).toBeGreaterThan(0);
      expect(gauges.suspended).toBeGreaterThan(gauges.suspendedOverdue);
      expect(gauges.suspendedOverdue).toBeGreaterThan(0);
    },
  );

  it.each(['withdrawn', 'terminated', 'voided'] as const)(
    'keeps nothing in the gauges of a dossier %s before its due instant',
    async (end) => {
      const fates = fc.sample(anyFate, { numRuns: 5, seed: 13 }).map((fate) => ({
        ...fate,
        pace: [],
        answer: 'accepted' as const,
        supplement: false,
        ending: end === 'voided' ? ('open' as const) : end,
        voided: end === 'voided',
      }));
      const events = fates.flatMap((fate) => historyOf(fate));
      // One by one: all at once, the dossier would never have been open.
      for (const [topic, records] of published(events))
        for (const record of records) await projection.newFolder().fold(batchOf(topic, PARTITION, [record]));
      // When each of them, had it gone on, would be due soon.
      for (const { startAt } of fates) {
        const { byAgency } = await readGauges(query, startAt + 36 * 3_600_000);
        for (const gauges of byAgency.values()) expect(gauges).toEqual(noGauges);
      }
    },
  );

  it('count a suspended dossier that was overdue on record when the stop was entered, until it is resumed', async () => {
    const [dueAt, stoppedAt] = ['2024-01-29T03:00:00.000Z', '2024-01-26T03:00:00.000Z'];
    const gauges = async (enteredAt: string, to: string | null = null): Promise<unknown> => {
      await projection.wipe();
      const stop = { cause: 'SUSPENSION', from: stoppedAt, recordedAt: enteredAt, to } as const;
      const dossier = dossierState({ acceptedAt: '2024-01-22T01:00:00.000Z', suspensions: [stop] });
      const clock = { originalDueAt: dueAt, currentDueAt: dueAt, overdueFrom: null, pauses: [stop] };
      const deadline = { ...deadlineState(clock), dossierId: dossier.dossierId };
      const spoken = published([eventOf(DossierSuspendedV1, dossier, 3), eventOf(DeadlinePausedV1, deadline, 2)]);
      for (const [topic, records] of spoken)
        if (records.length > 0) await projection.newFolder().fold(batchOf(topic, PARTITION, records));
      const { suspended, suspendedOverdue, overdue } = await gaugesOfCounters(new Date('2024-02-01T00:00:00Z'));
      return { suspended, suspendedOverdue, overdue };
    };
    expect(await gauges(stoppedAt)).toEqual({ suspended: 1, suspendedOverdue: 0, overdue: 0 });
    expect(await gauges(dueAt)).toEqual({ suspended: 1, suspendedOverdue: 0, overdue: 0 });
    const aMomentLater = '2024-01-29T03:00:00.001Z';
    expect(await gauges(aMomentLater)).toEqual({ suspended: 1, suspendedOverdue: 1, overdue: 0 });
    const resumed = await gauges(aMomentLater, '2024-01-31T03:00:00.000Z');
    expect(resumed).toEqual({ suspended: 0, suspendedOverdue: 0, overdue: 1 });
  });

  it('say since when the oldest submission waits for an answer, at its agency and in the province', async () => {
    const waiting = (hours: number, receivingAgency: string): DossierStateV1 =>
      submittedDossier({ effectiveSubmittedAt: `2024-01-29T0${hours}:00:00.000Z`, receivingAgency });
    const [first, second, third] = [waiting(1, 'H06.01'), waiting(2, 'H06.01'), waiting(3, 'H06.02')];
    const submitted = [first, second, third].map((state) => eventOf(DossierSubmittedV1, state, 1));
    const hear = async (offset: number, ...events: readonly DomainEvent[]): Promise<void> => {
      const records = events.map((event, index) => recordOf(event, offset + index));
      await projection.newFolder().fold(batchOf('dossier.events', PARTITION, records));
    };
    const since = async (): Promise<unknown> => {
      const { byAgency } = await readGauges(query, Date.UTC(2024, 1, 1));
      const [one, other] = ['H06.01', 'H06.02'].map((agency) => byAgency.get(agency)?.unansweredSince ?? null);
      return [one, other, (await gaugesOfCounters(new Date('2024-02-01T00:00:00Z'))).unansweredSince];
    };
    await hear(0, ...submitted);
    expect(await since()).toEqual([1, 3, 1].map((hour) => `2024-01-29T0${hour}:00:00.000Z`));
    await hear(3, eventOf(DossierAcceptedV1, { ...first, acceptedAt: '2024-01-30T01:00:00.000Z' }, 2));
    expect(await since()).toEqual([2, 3, 2].map((hour) => `2024-01-29T0${hour}:00:00.000Z`));
    await hear(
      4,
      eventOf(DossierRefusedV1, { ...second, refusedAt: '2024-01-30T01:00:00.000Z' }, 2),
      eventOf(DossierWithdrawnV1, { ...third, withdrawnAt: '2024-01-30T01:00:00.000Z' }, 2),
    );
    expect(await since()).toEqual([null, null, null]);
    expect(await auditCounters(query, Date.UTC(2024, 1, 1))).toEqual([]);
  });
});

async function gaugesOfCounters(now: Date): Promise<Gauges> {
  const { byAgency } = await readGauges(query, now.getTime());
  return [...byAgency.values()].reduce(addGauges, noGauges);
}
