import { describe, expect, it, jest } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { stepsTo } from '../src/domain/deadline.js';
import type { Step } from '../src/domain/step.js';
import { at, dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };

/** Accepted on Monday 10:00 with one working day, so promised for Tuesday 10:00. */
const accepted = ['accept', at('01-29 10:00')] as const;

function stepsAfter(
  happenings: Parameters<typeof dossierHistory>[1],
  overrides: Partial<DossierStateV1> = {},
): readonly Step[] {
  return stepsTo({ ...dossierHistory({}, happenings).at(-1)!.state, ...overrides }, null, calendar);
}

const procedure = (overrides: Partial<DossierStateV1['procedure']>): DossierStateV1['procedure'] => ({
  ...dossierHistory({}, [])[0]!.state.procedure,
  ...overrides,
});

describe('faults seen in running systems stay out of a clock', () => {
  it('trap 5: a refusal on the merits is a result and is judged by its instant', () => {
    const denied = (time: string) =>
      stepsAfter([accepted, ['complete', at(time)]], { result: 'NEGATIVE' }).at(-1)!.clock.state;
    expect(denied('01-29 16:00')).toMatchObject({ outcome: 'EARLY', closedAt: at('01-29 16:00') });
    expect(denied('01-30 10:00')).toMatchObject({ outcome: 'ON_TIME' });
    expect(denied('01-30 10:01')).toMatchObject({ outcome: 'OVERDUE' });
  });

  it('trap 5: a refusal at intake never had a clock, however late it came', () => {
    expect(stepsAfter([['refuse', at('06-28 10:00')]])).toEqual([]);
    expect(stepsAfter([['request', at('01-29 14:00')]])).toEqual([]);
  });

  it('trap 6: a supplement over Tet under SHIFT gives one working day, not the eight days of the calendar', () => {
    // Accepted on Wednesday 7 February at 08:00 with one working day; Tet is 8-14 February.
    const steps = stepsAfter(
      [
        ['accept', at('02-07 08:00')],
        ['request', at('02-07 10:00')],
        ['receive', at('02-15 10:00')],
      ],
      { procedure: procedure({ clockPolicy: 'SHIFT' }), appointmentAt: at('02-15 08:00') },
    );
    expect(steps.map(({ name }) => name)).toEqual(['started', 'paused', 'resumed']);
    expect(steps.at(-1)!.clock.state.currentDueAt).toBe(at('02-16 08:00'));
  });

  it('trap 7: a receipt after hours is promised for the next closing, and that slip is not disputed', () => {
    const appointmentAt = at('01-30 17:00');
    const [step, ...more] = stepsAfter([['accept', at('01-29 18:00')]], { appointmentAt });
    expect(step).toMatchObject({ name: 'started', clock: { state: { currentDueAt: appointmentAt } } });
    expect(more).toEqual([]);
    const opening = stepsAfter([['accept', at('01-29 18:00')]], { appointmentAt: at('01-31 07:00') });
    expect(opening.map(({ name }) => name)).toEqual(['started', 'disputed']);
  });

  it('trap 8: a pause over New Year moves the due instant past 1 January', () => {
    // Accepted on Monday 30 December 2024 at 10:00 with one working day; stood still until Thursday 2 January 10:00.
    const steps = stepsAfter(
      [
        ['accept', at('12-30 10:00')],
        ['request', at('12-30 10:00')],
        ['receive', '2025-01-02T03:00:00.000Z'],
      ],
      { appointmentAt: at('12-31 10:00') },
    );
    // 16 working hours stood still: 30 and 31 December from 10:00, and 2 January until 10:00.
    expect(steps.at(-1)!.clock.state.currentDueAt).toBe('2025-01-03T03:00:00.000Z');
  });

  it('trap 12: neither the clock of the machine nor the moment of hearing has a part in an outcome', () => {
    const done = dossierHistory({}, [accepted, ['complete', at('01-30 10:00')]]).at(-1)!.state;
    const heardAtOnce = stepsTo(done, null, calendar);
    jest.useFakeTimers({ now: new Date('2031-06-01T00:00:00.000Z') });
    try {
      expect(stepsTo(done, null, calendar)).toEqual(heardAtOnce);
      expect(heardAtOnce.at(-1)!.clock.state.outcome).toBe('ON_TIME');
      expect(stepsAfter([accepted]).at(-1)!.clock.state).toMatchObject({ outcome: null, missedNotice: null });
    } finally {
      jest.useRealTimers();
    }
  });
});
