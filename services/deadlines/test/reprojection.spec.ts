import { describe, expect, it } from '@jest/globals';
import {
  compileCalendar,
  provinceCalendar,
  type CalendarDefinition,
  type CalendarEntry,
} from '@motcua/working-calendar';
import fc from 'fast-check';
import type { Clock } from '../src/domain/clock-facts.js';
import { stepsTo } from '../src/domain/deadline.js';
import { reproject, type ChangedCalendar } from '../src/domain/reprojection.js';
import { at, dossierHistory } from './support/dossier-history.js';

const now = new Date('2026-12-15T02:00:00.000Z');

function edition(revision: number, definition: CalendarDefinition): ChangedCalendar {
  return { revision, definition, calendar: compileCalendar(definition), publishedAt: now };
}

/** The province's calendar with other entries in a year, signed. */
function withYear(year: number, entries: readonly CalendarEntry[]): CalendarDefinition {
  const years = provinceCalendar.years.map((known) =>
    known.year === year ? { year, status: 'SIGNED' as const, entries } : known,
  );
  return { ...provinceCalendar, years };
}

const before = edition(1, provinceCalendar);
const tet = provinceCalendar.years.find(({ year }) => year === 2027)!.entries;

/** Accepted on 2027-02-03 10:00 with five working days, over the provisional Tet of 2027. */
function overTet(promised?: string): Clock {
  const procedure = {
    ...dossierHistory({}, [])[0]!.state.procedure,
    timeLimit: { amount: 5, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false },
  } as const;
  const appointmentAt = promised ?? '2027-02-17T03:00:00.000Z';
  const [, accepted] = dossierHistory({ procedure, appointmentAt }, [['accept', '2027-02-03T03:00:00.000Z']]);
  return stepsTo(accepted!.state, null, before).at(-1)!.clock;
}

describe('a changed calendar', () => {
  const signed = edition(2, withYear(2027, [...tet, { date: '2027-02-12', kind: 'OFF', source: 'Decision 1/2026' }]));

  it('moves an open due instant by the rule of its procedure and names the day that moved it', () => {
    const clock = overTet();
    expect(clock.state).toMatchObject({ originalDueAt: '2027-02-17T03:00:00.000Z', provisional: true });
    expect(reproject(clock, before, signed)!.clock.state).toMatchObject({
      originalDueAt: '2027-02-17T03:00:00.000Z',
      currentDueAt: '2027-02-18T03:00:00.000Z',
      provisional: false,
      calendarRevision: 2,
      reprojections: [
        {
          at: now.toISOString(),
          fromDueAt: '2027-02-17T03:00:00.000Z',
          toDueAt: '2027-02-18T03:00:00.000Z',
          rules: ['2027-02-12 is OFF: Decision 1/2026'],
        },
      ],
    });
  });

  it('takes the mark of a provisional year away also where nothing moves', () => {
    const same = edition(2, withYear(2027, tet));
    const step = reproject(overTet(), before, same);
    expect(step!.clock.state).toMatchObject({ provisional: false, reprojections: [] });
    expect(reproject(step!.clock, same, edition(3, withYear(2027, tet)))).toBeNull();
  });

  it('leaves a promise that no rule gave', () => {
    const disputed = overTet('2027-02-19T03:00:00.000Z');
    expect(reproject(disputed, before, signed)!.clock.state.currentDueAt).toBe('2027-02-19T03:00:00.000Z');
  });

  it('leaves an ended clock, and one whose time it does not touch', () => {
    const ended = stepsTo(
      dossierHistory({}, [
        ['accept', at('01-29 10:00')],
        ['complete', at('01-30 10:00')],
      ]).at(-1)!.state,
      null,
      before,
    ).at(-1)!.clock;
    expect(reproject(ended, before, signed)).toBeNull();
    const running = stepsTo(dossierHistory({}, [['accept', at('01-29 10:00')]]).at(-1)!.state, null, before).at(-1)!;
    expect(reproject(running.clock, before, signed)).toBeNull();
  });

  it('leads to the same instant in whatever order its edits are applied', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2027-02-${String(number).padStart(2, '0')}`);
    const edits = fc.uniqueArray(
      fc.record(
        { date: day, kind: fc.constantFrom('OFF' as const, 'MAKEUP' as const), source: fc.constant('edit') },
        { noNullPrototype: true },
      ),
      { selector: ({ date }) => date, maxLength: 5 },
    );
    fc.assert(
      fc.property(
        edits.chain((entries) => fc.tuple(shuffled(entries), shuffled(entries))),
        ([one, other]) => {
          expect(applied(one)).toBe(applied(other));
        },
      ),
      { numRuns: 100 },
    );
  });
});

const shuffled = (entries: readonly CalendarEntry[]) =>
  fc.shuffledSubarray([...entries], { minLength: entries.length });

/** The due instant after the entries came into the calendar one by one. */
function applied(entries: readonly CalendarEntry[]): string | null {
  let clock = overTet();
  let current = before;
  entries.forEach((_, index) => {
    const soFar = entries.slice(0, index + 1);
    const kept = tet.filter(({ date }) => !soFar.some((entry) => entry.date === date));
    const next = edition(current.revision + 1, withYear(2027, [...kept, ...soFar]));
    clock = reproject(clock, current, next)?.clock ?? clock;
    current = next;
  });
  return clock.state.currentDueAt;
}
