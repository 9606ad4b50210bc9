import { describe, expect, it } from '@jest/globals';
import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar, type CalendarDefinition } from '@motcua/working-calendar';
import fc from 'fast-check';
import type { Clock } from '../src/domain/clock-facts.js';
import type { Step } from '../src/domain/step.js';
import { stepsFollowing, stepsUnder } from '../src/domain/following.js';
import { planNotices, retractions } from '../src/domain/notices.js';
import { waits } from '../src/domain/parking.js';
import { reproject, type ChangedCalendar } from '../src/domain/reprojection.js';
import { at, dossierHistory } from './support/dossier-history.js';
import { historiesFrom } from './support/histories.js';

const now = new Date('2024-12-31T05:00:00.000Z');

function edition(revision: number, definition: CalendarDefinition): ChangedCalendar {
  return { revision, definition, calendar: compileCalendar(definition), publishedAt: new Date(at('12-01 08:00')) };
}
const until = (last: number): CalendarDefinition => ({
  ...provinceCalendar,
  years: provinceCalendar.years.filter(({ year }) => year <= last),
});
const short = edition(1, until(2024));
const whole = edition(2, provinceCalendar);

const following = (dossier: DossierStateV1, known: Clock | null, by: ChangedCalendar): readonly Step[] =>
  stepsFollowing(dossier, known, { before: by, holds: by }, now);
const names = (steps: readonly Step[]): string[] => steps.map(({ name }) => name);
const last = (steps: readonly Step[]): Clock => steps.at(-1)!.clock;

/** Accepted on Monday 30 December 2024 at 10:00 with one working day; stood still from noon until 2 January 10:00. */
const accepted = ['accept', at('12-30 10:00')] as const;
const asked = ['request', at('12-30 12:00')] as const;
const answered = ['receive', '2025-01-02T03:00:00.000Z'] as const;
const completed = ['complete', '2025-01-03T10:00:00.000Z'] as const;
const [, open, paused, resumed, done] = dossierHistory({ appointmentAt: at('12-31 10:00') }, [
  accepted,
  asked,
  answered,
  completed,
]).map(({ state }) => state) as [DossierStateV1, DossierStateV1, DossierStateV1, DossierStateV1, DossierStateV1];

const parkedFor = (year: number): DeadlineStateV1['parked'] => ({
  since: now.toISOString(),
  reason: 'CALENDAR_YEAR_MISSING',
  year,
});

describe('a clock that the calendar lacks a year for', () => {
  const running = last(following(open, null, short));
  const waiting = following(resumed, last(following(paused, running, short)), short);

  it('is parked: it says so, keeps what was promised, and shows no due instant', () => {
    expect(names(waiting)).toEqual(['resumed', 'parked']);
    expect(last(waiting).state).toMatchObject({
      originalDueAt: at('12-31 10:00'),
      currentDueAt: null,
      dueSoonAt: null,
      provisional: true,
      parked: parkedFor(2025),
      pauses: [{ to: answered[1] }],
    });
  });

  it('is taken up by the edition that holds the year, as if it had always held it', () => {
    const taken = stepsUnder(last(waiting), short, [whole], now);
    expect(names(taken)).toEqual(['unparked']);
    const { state } = last(taken);
    expect(state).toMatchObject({ parked: null, currentDueAt: '2025-01-03T01:30:00.000Z', calendarRevision: 2 });
    expect(state).toEqual({ ...last(following(resumed, null, whole)).state });
    expect(stepsUnder(last(taken), whole, [whole], now)).toEqual([]);
  });

  it('goes on with its dossier, and is not judged until it can be', () => {
    const ended = following(done, last(waiting), short);
    expect(names(ended)).toEqual(['closed']);
    expect(last(ended).state).toMatchObject({ closedAt: completed[1], outcome: null, parked: parkedFor(2025) });
    expect(following({ ...done, returnedAt: completed[1] }, last(ended), short)).toEqual([]);
    const taken = stepsUnder(last(ended), short, [whole], now);
    expect(names(taken)).toEqual(['unparked']);
    expect(last(taken).state).toMatchObject({ closedAt: completed[1], outcome: 'OVERDUE', parked: null });
  });

  it('that ended without a result is not judged afterwards either', () => {
    const withdrawn = { ...resumed, status: 'WITHDRAWN' as const, withdrawnAt: completed[1] };
    const ended = following(withdrawn, last(waiting), short);
    expect(names(ended)).toEqual(['ended']);
    expect(last(stepsUnder(last(ended), short, [whole], now)).state).toMatchObject({ outcome: null, parked: null });
  });

  it('is parked from its beginning where the appointment lies beyond the calendar, without an alarm', () => {
    const far = { ...open, appointmentAt: '2025-06-02T03:00:00.000Z', externalCode: 'MC-1' };
    const steps = following(far, null, short);
    expect(names(steps)).toEqual(['started', 'parked']);
    expect(last(steps).state).toMatchObject({ originalDueAt: far.appointmentAt, parked: parkedFor(2025) });
    const promised = { ...open, acceptedAt: at('12-31 10:00'), appointmentAt: '2025-01-02T03:00:00.000Z' };
    expect(names(following(promised, null, short))).toEqual(['started', 'parked']);
  });

  it('says anew what it waits for when the next edition is not enough, since the same instant', () => {
    const later = { ...open, appointmentAt: '2026-06-02T03:00:00.000Z', externalCode: 'MC-1' };
    const parked = last(following(later, null, short));
    const steps = stepsUnder(parked, short, [edition(2, until(2025))], new Date('2025-02-03T05:00:00.000Z'));
    expect(names(steps)).toEqual(['parked']);
    expect(last(steps).state.parked).toEqual(parkedFor(2026));
  });

  it('is parked by an edition that moves it out of the years, and the edition after takes it up', () => {
    const entries = [{ date: '2024-12-31', kind: 'OFF' as const, source: 'a storm' }];
    const years = short.definition.years.map((year) => (year.year === 2024 ? { ...year, entries } : year));
    const stormy = edition(2, { ...short.definition, years });
    const step = reproject(running, short, stormy)!;
    expect(step).toMatchObject({ name: 'parked', clock: { state: { currentDueAt: null, reprojections: [] } } });
    const all = provinceCalendar.years.filter(({ year }) => year > 2024);
    const after = reproject(step.clock, stormy, edition(3, { ...stormy.definition, years: [...years, ...all] }))!;
    expect(after).toMatchObject({ name: 'unparked', clock: { state: { currentDueAt: '2025-01-02T03:00:00.000Z' } } });
  });

  it('waits for the whole calendar where none was published yet', () => {
    const none = edition(0, { calendarId: 'province', schedules: [], years: [] });
    const steps = following(open, null, none);
    expect(names(steps)).toEqual(['started', 'parked']);
    expect(last(steps).state.parked).toMatchObject({ reason: 'CALENDAR_NOT_PUBLISHED', year: null });
    expect(names(stepsUnder(last(steps), short, [short], now))).toEqual(['unparked']);
  });

  it('wants no notice, and keeps the one that was given until it is known again', () => {
    const given = { at: at('12-31 10:01'), of: at('12-31 10:00') };
    const { facts, state } = last(waiting);
    const noticed: Clock = { facts, state: { ...state, missedNotice: given } };
    expect(planNotices(state, now)).toEqual({ dueSoonFrom: null, missedFrom: null });
    expect(retractions(noticed, now)).toEqual([]);
    expect(names(stepsUnder(noticed, short, [whole], now))).toEqual(['unparked', 'notice-retracted']);
  });

  it('cannot be computed by any calendar before the first year', () => {
    const early = { ...open, acceptedAt: '2019-05-06T03:00:00.000Z' };
    expect(() => following(early, null, short)).toThrow(expect.objectContaining({ code: 'deadline-not-computable' }));
  });
});

describe('the deadline of a step that the calendar lacks a year for', () => {
  const timeLimit = { amount: 9, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false };
  const step = { title: 'Thẩm định', agency: 'A', from: at('12-30 11:00'), to: null, timeLimit } as const;
  const stepped = { ...open, steps: [step] } as DossierStateV1;

  it('waits alone: the dossier’s own due instant stays known', () => {
    const steps = following(stepped, null, short);
    expect(names(steps)).toEqual(['started', 'step-started']);
    expect(last(steps).state).toMatchObject({
      parked: null,
      currentDueAt: at('12-31 10:00'),
      steps: [{ dueAt: null }],
    });
    expect(waits(last(steps))).toBe(true);
    const taken = stepsUnder(last(steps), short, [whole], now);
    expect(names(taken)).toEqual(['reprojected']);
    expect(last(taken).state.steps).toMatchObject([{ dueAt: '2025-01-13T04:00:00.000Z' }]);
    expect(waits(last(taken))).toBe(false);
  });

  it('without a limit does not wait', () => {
    expect(waits(last(following({ ...stepped, steps: [{ ...step, timeLimit: null }] }, null, short)))).toBe(false);
  });
});

it('whatever happened while a clock was parked, it ends where one ends that never was', () => {
  const heard = historiesFrom('2024-10-01T00:00:00.000Z').chain((events) =>
    fc.tuple(fc.constant(events), fc.nat(events.length)),
  );
  fc.assert(
    fc.property(heard, ([events, count]) => {
      let clock: Clock | null = null;
      const hear = (known: Clock | null, state: DossierStateV1, by: ChangedCalendar): Clock | null =>
        following(state, known, by).at(-1)?.clock ?? known;
      for (const { state } of events.slice(0, count)) clock = hear(clock, state, short);
      if (clock) clock = stepsUnder(clock, short, [whole], now).at(-1)?.clock ?? clock;
      for (const { state } of events.slice(count)) clock = hear(clock, state, whole);
      const direct = following(events.at(-1)!.state, null, whole).at(-1)?.clock ?? null;
      expect(shown(clock)).toEqual(shown(direct));
    }),
    { numRuns: 300 },
  );
});

const shown = (clock: Clock | null): object | null =>
  clock && { ...clock, state: { ...clock.state, calendarRevision: 0 } };
