import { describe, expect, it } from '@jest/globals';
import type { DeadlineStateV1, DossierEvent, DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { stepsTo } from '../src/domain/deadline.js';
import type { Step } from '../src/domain/step.js';
import { at, dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };

/** Accepted on Monday 10:00 with one working day, so promised for Tuesday 10:00. */
const accepted = ['accept', at('01-29 10:00')] as const;

function stepsOf(
  happenings: Parameters<typeof dossierHistory>[1],
  promised: Partial<DossierStateV1> = {},
): readonly Step[] {
  return stepsTo(dossierHistory(promised, happenings).at(-1)!.state, null, calendar);
}

const names = (steps: readonly Step[]): string[] => steps.map(({ name }) => name);
const last = (steps: readonly Step[]): DeadlineStateV1 => steps.at(-1)!.clock.state;

const procedure = (overrides: Partial<DossierStateV1['procedure']>): Partial<DossierStateV1> => ({
  procedure: { ...(dossierHistory({}, [])[0] as DossierEvent).state.procedure, ...overrides },
});

describe('a clock starts', () => {
  it('when the dossier is accepted, with the appointment of the slip', () => {
    expect(stepsOf([accepted])).toEqual([
      {
        name: 'started',
        happenedAt: at('01-29 10:00'),
        clock: {
          facts: expect.objectContaining({ baseDueAt: at('01-30 10:00') }),
          state: expect.objectContaining({
            originalDueAt: at('01-30 10:00'),
            currentDueAt: at('01-30 10:00'),
            dueSoonAt: at('01-29 10:00'),
            provisional: false,
            pauses: [],
            closedAt: null,
            outcome: null,
          }),
        },
      },
    ]);
  });

  it.each([
    ['submitted only', []],
    ['refused at intake', [['refuse', at('01-29 10:00')]]],
    ['withdrawn before it was accepted', [['withdraw', at('01-29 10:00')]]],
  ] as const)('not for a dossier that was %s', (_, happenings) => {
    expect(stepsOf(happenings)).toEqual([]);
  });

  it('without a due instant when the procedure has no time limit; completing such a dossier is early', () => {
    const steps = stepsOf([accepted, ['complete', at('06-28 10:00')]], {
      ...procedure({ timeLimit: null }),
      appointmentAt: null,
    });
    expect(names(steps)).toEqual(['started', 'closed']);
    expect(last(steps)).toMatchObject({ originalDueAt: null, currentDueAt: null, dueSoonAt: null, outcome: 'EARLY' });
  });

  it('towards an appointment that it would not have computed, and raises the alarm once', () => {
    const [, event] = dossierHistory({ appointmentAt: at('01-31 10:00') }, [accepted]);
    const steps = stepsTo(event!.state, null, calendar);
    expect(names(steps)).toEqual(['started', 'disputed']);
    expect(last(steps)).toMatchObject({ originalDueAt: at('01-31 10:00'), currentDueAt: at('01-31 10:00') });
    expect(stepsTo(event!.state, steps.at(-1)!.clock, calendar)).toEqual([]);
  });

  it('towards the appointment of another one-stop system without an alarm, and is judged by it', () => {
    const imported = { externalCode: 'MC-1', appointmentAt: at('01-31 10:00') };
    const steps = stepsOf([accepted, ['complete', at('01-31 10:00')]], imported);
    expect(names(steps)).toEqual(['started', 'closed']);
    expect(last(steps)).toMatchObject({ originalDueAt: at('01-31 10:00'), outcome: 'ON_TIME' });
    expect(last(stepsOf([accepted, ['complete', at('01-31 10:01')]], imported)).outcome).toBe('OVERDUE');
  });

  it('as provisional when the appointment lies in a year that is not signed', () => {
    const steps = stepsOf([['accept', '2026-12-31T03:00:00.000Z']], { appointmentAt: '2027-01-04T03:00:00.000Z' });
    expect(names(steps)).toEqual(['started']);
    expect(last(steps).provisional).toBe(true);
  });
});

describe('without an appointment, as another one-stop system hands dossiers over, a clock', () => {
  const noon = (day: string): string => `${day}T05:00:00.000Z`;
  const fiveDays = { ...(dossierHistory({}, [])[0] as DossierEvent).state.procedure.timeLimit!, amount: 5 };
  const unpromised = (overrides: Partial<DossierStateV1['procedure']> = {}): Partial<DossierStateV1> => ({
    ...procedure({ timeLimit: fiveDays, ...overrides }),
    externalCode: 'MC-1',
    appointmentAt: null,
    calendarRevision: 0,
  });
  const began = ['accept', '2025-03-03T02:00:00.000Z'] as const;

  it('runs towards the limit of the procedure, though nothing was promised', () => {
    const steps = stepsOf([began], unpromised());
    expect(names(steps)).toEqual(['started']);
    expect(last(steps)).toMatchObject({ originalDueAt: null, currentDueAt: '2025-03-10T02:00:00.000Z' });
  });

  it.each([
    ['a year later', '2026-03-26', 'OVERDUE'],
    ['a day after the limit', '2025-03-11', 'OVERDUE'],
    ['within it', '2025-03-07', 'EARLY'],
  ])('is judged by it: completed %s, on %s, is %s', (_, day, outcome) => {
    expect(last(stepsOf([began, ['complete', noon(day)]], unpromised())).outcome).toBe(outcome);
  });

  it.each(['PAUSE', 'RESET', 'SHIFT'] as const)(
    'leaves out the time for which it stood still, under %s',
    (clockPolicy) => {
      const waited = [began, ['request', noon('2025-03-04')], ['receive', noon('2025-03-24')]] as const;
      const judged = (day: string) =>
        last(stepsOf([...waited, ['complete', noon(day)]], unpromised({ clockPolicy }))).outcome;
      expect([judged('2025-03-26'), judged('2025-04-02')]).toEqual(['EARLY', 'OVERDUE']);
    },
  );

  it('has nothing to be late for where the procedure has no limit either', () => {
    const steps = stepsOf([began, ['complete', noon('2026-03-26')]], unpromised({ timeLimit: null }));
    expect(last(steps)).toMatchObject({ originalDueAt: null, currentDueAt: null, parked: null, outcome: 'EARLY' });
  });
});

describe('an end without a result', () => {
  it.each(['PAUSE', 'RESET', 'SHIFT'] as const)(
    'shows under %s that it came too late, though the clock stood still',
    (clockPolicy) => {
      const late = [accepted, ['request', at('01-30 10:30')], ['withdraw', at('01-31 08:00')]] as const;
      const { closedAt, currentDueAt, outcome } = last(stepsOf(late, procedure({ clockPolicy })));
      expect(outcome).toBeNull();
      expect(closedAt! > currentDueAt!).toBe(true);
    },
  );
});

describe('a supplement', () => {
  const asked = ['request', at('01-29 14:00')] as const;

  it('stops the clock and leaves the due instant while it lasts', () => {
    const steps = stepsOf([accepted, asked]);
    expect(names(steps)).toEqual(['started', 'paused']);
    expect(last(steps)).toMatchObject({
      currentDueAt: at('01-30 10:00'),
      pauses: [{ from: at('01-29 14:00'), recordedAt: null, to: null, cause: 'SUPPLEMENT' }],
    });
  });

  it.each([
    ['PAUSE', '01-31 10:00', 'eight working hours stood still'],
    ['RESET', '01-31 14:00', 'counted anew from the supplement'],
    ['SHIFT', '01-31 10:00', 'one working day after the request'],
  ] as const)('moves the due instant by the policy %s to %s: %s', (clockPolicy, due, _) => {
    const steps = stepsOf([accepted, asked, ['receive', at('01-30 14:00')]], procedure({ clockPolicy }));
    expect(names(steps)).toEqual(['started', 'paused', 'resumed']);
    expect(last(steps)).toMatchObject({ originalDueAt: at('01-30 10:00'), currentDueAt: at(due) });
  });

  it('moves an appointment without a time limit by the pause', () => {
    const steps = stepsOf([accepted, asked, ['receive', at('01-30 14:00')]], {
      ...procedure({ timeLimit: null, clockPolicy: 'RESET' }),
    });
    expect(names(steps)).toEqual(['started', 'paused', 'resumed']);
    expect(last(steps).currentDueAt).toBe(at('01-31 10:00'));
  });
});

describe('a clock ends', () => {
  it.each([
    ['01-29 16:59', 'EARLY'],
    ['01-30 07:00', 'ON_TIME'],
    ['01-30 10:00', 'ON_TIME'],
    ['01-30 10:01', 'OVERDUE'],
  ])('at the completion of %s as %s', (time, outcome) => {
    const steps = stepsOf([accepted, ['complete', at(time)]]);
    expect(names(steps)).toEqual(['started', 'closed']);
    expect(last(steps)).toMatchObject({ closedAt: at(time), outcome });
  });

  it('judged against the moved due instant, and returning the result late changes nothing', () => {
    const events = dossierHistory({}, [
      accepted,
      ['request', at('01-29 14:00')],
      ['receive', at('01-30 14:00')],
      ['complete', at('01-31 10:00')],
      ['return', at('03-29 10:00')],
    ]);
    const steps = stepsTo(events.at(-1)!.state, null, calendar);
    expect(names(steps)).toEqual(['started', 'paused', 'resumed', 'closed']);
    expect(last(steps)).toMatchObject({ outcome: 'ON_TIME', closedAt: at('01-31 10:00') });
  });

  it('without an outcome when the applicant withdraws, and with it the pause', () => {
    const steps = stepsOf([accepted, ['request', at('01-29 14:00')], ['withdraw', at('01-30 14:00')]]);
    expect(names(steps)).toEqual(['started', 'paused', 'ended']);
    expect(last(steps)).toMatchObject({
      closedAt: at('01-30 14:00'),
      outcome: null,
      pauses: [{ from: at('01-29 14:00'), recordedAt: null, to: at('01-30 14:00'), cause: 'SUPPLEMENT' }],
    });
  });
});

it('each step carries the instant at which it happened in the world', () => {
  const steps = stepsOf([
    accepted,
    ['request', at('01-29 14:00')],
    ['receive', at('01-29 16:00')],
    ['complete', at('01-30 09:00')],
  ]);
  expect(steps.map(({ name, happenedAt }) => [name, happenedAt])).toEqual([
    ['started', at('01-29 10:00')],
    ['paused', at('01-29 14:00')],
    ['resumed', at('01-29 16:00')],
    ['closed', at('01-30 09:00')],
  ]);
});
