import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { stepsTo } from '../src/domain/deadline.js';
import { reproject, type ChangedCalendar } from '../src/domain/reprojection.js';
import { at, dossierHistory } from './support/dossier-history.js';

const COMMUNE = '000.02.31.H06';
const DEPARTMENT = '000.00.16.H06';

const before: ChangedCalendar = {
  revision: 1,
  definition: provinceCalendar,
  calendar: compileCalendar(provinceCalendar),
  publishedAt: new Date(at('01-02 08:00')),
};
const oneDay = {
  amount: 1,
  unit: 'WORKING_DAY',
  countingMode: 'HOUR_EXACT',
  cutOff: null,
  skipHolidays: false,
} as const;

type Step = DossierStateV1['steps'][number];
const step = (agency: string, from: string, to: string | null): Step => ({
  title: 'Thẩm định',
  agency,
  from: at(from),
  to: to === null ? null : at(to),
  timeLimit: oneDay,
});

/** Accepted on Monday 29 January at 08:00, promised for Friday at 10:00, with these steps. */
function dossierWith(steps: readonly Step[], overrides: Partial<DossierStateV1> = {}): DossierStateV1 {
  const promised = { appointmentAt: at('02-02 10:00'), externalCode: 'H06-1' };
  const state = dossierHistory(promised, [['accept', at('01-29 08:00')]]).at(-1)!.state;
  return { ...state, status: 'IN_PROCESS', steps: [...steps], ...overrides };
}

const stepsOf = (dossier: DossierStateV1) => stepsTo(dossier, null, before).at(-1)!.clock.state.steps;

describe('the deadline of a step', () => {
  it('is its agency’s own: one is late while the dossier and the other agency are not', () => {
    const steps = [step(COMMUNE, '01-29 10:00', '01-30 10:01'), step(DEPARTMENT, '01-30 10:01', '01-31 10:01')];
    const completed = { status: 'COMPLETED', completedAt: at('01-31 10:01') } as const;
    const { state } = stepsTo(dossierWith(steps, completed), null, before).at(-1)!.clock;
    expect(state.outcome).toBe('EARLY');
    expect(state.steps).toMatchObject([
      { agency: COMMUNE, dueAt: at('01-30 10:00'), outcome: 'OVERDUE' },
      { agency: DEPARTMENT, dueAt: at('01-31 10:01'), outcome: 'ON_TIME' },
    ]);
  });

  it('stands still with the clock, also where the step ended before the pause did', () => {
    const waits = {
      supplements: [{ requestedAt: at('01-29 14:00'), recordedAt: null, receivedAt: null, respondBy: null }],
    };
    const moved = [step(COMMUNE, '01-29 10:00', '01-31 14:00'), step(DEPARTMENT, '01-31 14:00', null)];
    const [ended, open] = stepsOf(dossierWith(moved, { status: 'SUPPLEMENT_REQUESTED', ...waits }));
    // 16 working hours of the pause lie within the first step.
    expect(ended).toMatchObject({ dueAt: at('02-01 10:00'), outcome: 'EARLY' });
    expect(open).toMatchObject({ dueAt: at('02-01 14:00'), outcome: null });
  });

  it('is judged anew when the completion is corrected', () => {
    const late = dossierWith([step(COMMUNE, '01-29 10:00', '01-30 16:00')], { completedAt: at('01-30 16:00') });
    const known = stepsTo(late, null, before).at(-1)!.clock;
    expect(known.state.steps[0]!.outcome).toBe('OVERDUE');
    const corrected = dossierWith([step(COMMUNE, '01-29 10:00', '01-30 09:00')], { completedAt: at('01-30 09:00') });
    const [anew] = stepsTo(corrected, known, before);
    expect(anew).toMatchObject({ name: 'corrected', clock: { state: { steps: [{ outcome: 'ON_TIME' }] } } });
  });

  it('follows a calendar that changes, also where the dossier’s own deadline stays', () => {
    const known = stepsTo(dossierWith([step(COMMUNE, '01-29 10:00', null)]), null, before).at(-1)!.clock;
    const years = provinceCalendar.years.map((year) =>
      year.year === 2024
        ? { ...year, entries: [...year.entries, { date: '2024-01-30', kind: 'OFF' as const, source: 'a storm' }] }
        : year,
    );
    const definition = { ...provinceCalendar, years };
    const changed = { revision: 2, definition, calendar: compileCalendar(definition), publishedAt: new Date() };
    expect(reproject(known, before, changed)!.clock.state).toMatchObject({
      currentDueAt: at('02-02 10:00'),
      reprojections: [],
      steps: [{ dueAt: at('01-31 10:00') }],
    });
  });
});
