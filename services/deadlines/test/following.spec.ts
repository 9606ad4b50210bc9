import { describe, expect, it } from '@jest/globals';
import { compileCalendar, provinceCalendar, type CalendarEntry } from '@motcua/working-calendar';
import { stepsExtending, stepsFollowing } from '../src/domain/following.js';
import type { ChangedCalendar } from '../src/domain/reprojection.js';
import { at, dossierHistory } from './support/dossier-history.js';

function edition(revision: number, publishedAt: string, ...more: readonly CalendarEntry[]): ChangedCalendar {
  const years = provinceCalendar.years.map((year) =>
    year.year === 2024 ? { ...year, entries: [...year.entries, ...more] } : year,
  );
  const definition = { ...provinceCalendar, years };
  return { revision, definition, calendar: compileCalendar(definition), publishedAt: new Date(at(publishedAt)) };
}

const first = edition(1, '01-02 08:00');
/** Published on Tuesday at noon: Tuesday is off after all. */
const second = edition(2, '01-30 12:00', { date: '2024-01-30', kind: 'OFF', source: 'a storm' });

/** Accepted on Monday 10:00 with one working day, so promised for Tuesday 10:00. */
const accepted = ['accept', at('01-29 10:00')] as const;
const [, open, late] = dossierHistory({}, [accepted, ['complete', at('01-30 11:00')]]).map(({ state }) => state);
const now = new Date(at('02-01 10:00'));

describe('an end and an edition of the calendar', () => {
  const following = stepsFollowing(open!, null, { before: first, holds: first }, now).at(-1)!.clock;

  it('lead to the same outcome, whichever arrives first', () => {
    const heardAtOnce = stepsFollowing(late!, following, { before: first, holds: first }, now);
    const moved = stepsFollowing(open!, following, { before: first, holds: second }, now).at(-1)!.clock;
    expect(moved.state).toMatchObject({ currentDueAt: at('01-31 10:00'), calendarRevision: 2 });
    const heardLate = stepsFollowing(late!, moved, { before: second, holds: first }, now);
    expect(heardAtOnce.map(({ name }) => name)).toEqual(['closed']);
    expect(heardLate.map(({ name }) => name)).toEqual(['closed']);
    for (const { clock } of [heardAtOnce[0]!, heardLate[0]!]) {
      expect(clock.state).toMatchObject({ outcome: 'OVERDUE', currentDueAt: at('01-30 10:00'), calendarRevision: 1 });
    }
    expect(heardLate[0]!.clock.state.reprojections).toHaveLength(1);
  });

  it('that held before the end move it', () => {
    const later = { ...late!, completedAt: at('01-31 10:00'), firstCompletedAt: at('01-31 10:00') };
    const steps = stepsFollowing(later, following, { before: first, holds: second }, now);
    expect(steps.map(({ name }) => name)).toEqual(['reprojected', 'closed']);
    expect(steps.at(-1)!.clock.state).toMatchObject({ outcome: 'ON_TIME', currentDueAt: at('01-31 10:00') });
  });

  it('an extension puts off what the newest edition gives', () => {
    const letter = { apologyAt: new Date(at('01-29 10:00')), ground: 'COMPLEX_CASE', toDueAt: now } as const;
    const steps = stepsExtending(following, letter, { before: first, holds: second }, new Date(at('01-30 13:00')));
    expect(steps.map(({ name }) => name)).toEqual(['reprojected', 'extended']);
    expect(steps.at(-1)!.clock.state.extension).toMatchObject({ fromDueAt: at('01-31 10:00') });
  });
});
