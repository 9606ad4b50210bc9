import { describe, expect, it } from '@jest/globals';
import { localInstant, type AppError } from '@motcua/kernel';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import type { Clock } from '../src/domain/clock-facts.js';
import { stepsTo } from '../src/domain/deadline.js';
import { extend, type Extension } from '../src/domain/extension.js';
import { at, dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };
const instant = (text: string): Date => new Date(at(text));

/** Accepted on Monday 10:00 with five working days, so due on the next Monday at 10:00. */
const accepted = ['accept', at('01-29 10:00')] as const;
type Happenings = Parameters<typeof dossierHistory>[1];
const { procedure } = dossierHistory({}, [])[0]!.state;
const timeLimit = { ...procedure.timeLimit!, amount: 5 };
const DUE = at('02-05 10:00');

type Policy = 'PAUSE' | 'RESET' | 'SHIFT';
function clockAfter(happenings: Happenings, known: Clock | null = null, clockPolicy: Policy = 'PAUSE'): Clock {
  const promised = { procedure: { ...procedure, clockPolicy, timeLimit }, appointmentAt: DUE };
  const dossier = dossierHistory(promised, happenings).at(-1)!.state;
  return stepsTo({ ...dossier, dossierId: known?.state.dossierId ?? dossier.dossierId }, known, calendar).at(-1)!.clock;
}

const letter: Extension = {
  apologyAt: instant('01-29 11:00'),
  ground: 'COMPLEX_CASE',
  toDueAt: instant('02-07 10:00'),
};
const extended = (clock: Clock, at = instant('01-29 11:00'), extension: Partial<Extension> = {}): Clock =>
  extend(clock, { ...letter, ...extension }, at, calendar.calendar).clock;

function refusalOf(act: () => unknown): Pick<AppError, 'code' | 'message'> {
  try {
    act();
  } catch (error) {
    return error as AppError;
  }
  return { code: 'nothing thrown', message: '' };
}
const codeOf = (act: () => unknown): string => refusalOf(act).code;

describe('an extension', () => {
  it('moves the due instant and keeps the first promise', () => {
    expect(extended(clockAfter([accepted])).state).toMatchObject({
      originalDueAt: DUE,
      currentDueAt: at('02-07 10:00'),
      dueSoonAt: at('02-06 10:00'),
      extension: { at: at('01-29 11:00'), fromDueAt: DUE, toDueAt: at('02-07 10:00') },
    });
  });

  it.each([
    ['the due instant itself', 'due-already', '02-05 10:00', {}],
    ['a new appointment that is not later', 'not-put-off', '01-29 11:00', { toDueAt: instant('02-05 10:00') }],
  ])('is refused: %s', (_, code, now, change) => {
    expect(codeOf(() => extended(clockAfter([accepted]), instant(now), change))).toBe(code);
  });

  it('is refused a second time, after the end, while the due instant is not known, and without an appointment', () => {
    const clock = clockAfter([accepted]);
    expect(codeOf(() => extended(extended(clock), instant('01-31 10:00')))).toBe('extended-before');
    expect(codeOf(() => extended(clockAfter([accepted, ['complete', at('01-29 15:00')]])))).toBe('deadline-ended');
    const parked = { since: at('01-29 10:00'), reason: 'CALENDAR_YEAR_MISSING' as const, year: 2028 };
    const state = { ...clock.state, currentDueAt: null, parked };
    expect(refusalOf(() => extended({ ...clock, state }))).toMatchObject({
      code: 'deadline-parked',
      message: expect.stringContaining('2028'),
    });
    const unpromised = { ...clock, state: { ...clock.state, originalDueAt: null } };
    expect(codeOf(() => extended(unpromised))).toBe('no-due-instant');
  });

  it('is permitted while the clock stands still, which it did before it was due', () => {
    const asked = ['request', at('01-29 14:00')] as const;
    const later = { apologyAt: instant('02-07 11:00'), toDueAt: instant('02-16 10:00') };
    const paused = clockAfter([accepted, asked]);
    expect(extended(paused, instant('02-07 11:00'), later).state.currentDueAt).toBe(at('02-16 10:00'));
    expect(codeOf(() => extended(paused, instant('02-07 11:00'), { toDueAt: instant('02-07 11:00') }))).toBe(
      'not-put-off',
    );
    const late = clockAfter([accepted, ['request', at('02-05 14:00')]]);
    expect(codeOf(() => extended(late, instant('02-07 11:00'), later))).toBe('due-already');
  });

  it('makes a completion by the new instant on time, and beside it stands that the first promise was broken', () => {
    const clock = clockAfter([accepted, ['complete', at('02-07 10:00')]], extended(clockAfter([accepted])));
    expect(clock.state).toMatchObject({ outcome: 'ON_TIME', originalDueAt: DUE, closedAt: at('02-07 10:00') });
  });

  it('recorded after the completion, which arrived late, does not count', () => {
    const early = extended(clockAfter([accepted]), instant('01-29 16:00'));
    const clock = clockAfter([accepted, ['complete', at('01-29 15:00')]], early);
    expect(clock.state).toMatchObject({ outcome: 'EARLY', currentDueAt: DUE });
    expect(clock.state.extension).not.toBeNull();
  });
});

describe('the letter of apology', () => {
  it.each([
    ['exactly a working day before the due instant', '02-02 10:00', 'nothing thrown'],
    ['a minute later, though two days of the calendar before it', '02-02 10:01', 'apology-too-late'],
    ['on the weekend between', '02-04 09:00', 'apology-too-late'],
    ['at the acceptance', '01-29 10:00', 'nothing thrown'],
    ['before the dossier was accepted', '01-29 09:59', 'apology-before-acceptance'],
    ['years before the dossier', '01-01 09:00', 'apology-before-acceptance'],
    ['yet to go out', '02-05 09:59', 'apology-missing'],
  ])('%s', (_, apologyAt, code) => {
    const clock = clockAfter([accepted]);
    expect(codeOf(() => extended(clock, instant('02-05 09:58'), { apologyAt: instant(apologyAt) }))).toBe(code);
  });

  it('says by when it had to go out', () => {
    const late = { apologyAt: instant('02-02 11:00') };
    expect(refusalOf(() => extended(clockAfter([accepted]), instant('02-02 11:00'), late)).message).toContain(
      'by 2024-02-02T10:00:00+07:00',
    );
  });

  it('is in time while the clock stands still with a working day left on it, and too late with less', () => {
    const now = instant('02-06 09:00');
    const change = { apologyAt: now, toDueAt: instant('02-16 10:00') };
    const dayLeft = clockAfter([accepted, ['request', at('02-02 10:00')]]);
    expect(codeOf(() => extended(dayLeft, now, change))).toBe('nothing thrown');
    const hoursLeft = clockAfter([accepted, ['request', at('02-02 10:01')]]);
    expect(codeOf(() => extended(hoursLeft, now, change))).toBe('apology-too-late');
  });
});

describe('the new appointment', () => {
  const now = instant('01-29 11:00');
  const put = (day: string, time: string): ReturnType<typeof refusalOf> =>
    refusalOf(() => extended(clockAfter([accepted]), now, { toDueAt: localInstant(day, time) }));

  it.each([
    ['Sunday at night', '2024-02-18', '03:00', '2024-02-19T07:00:00+07:00'],
    ['the midday break', '2024-02-06', '12:30', '2024-02-06T11:30:00+07:00'],
    ['New Year', '2025-01-01', '09:00', '2024-12-31T17:00:00+07:00'],
    ['a minute after closing', '2024-02-05', '17:01', '2024-02-05T17:00:00+07:00'],
  ])(
    'does not lie outside working time (%s), and the nearest instant that would do is named',
    (_, day, time, nearest) => {
      expect(put(day, time)).toMatchObject({
        code: 'outside-working-time',
        message: expect.stringContaining(`would do is ${nearest}`),
      });
    },
  );

  it('is offered only instants after the one that it puts off', () => {
    const due = {
      ...clockAfter([accepted]),
      state: { ...clockAfter([accepted]).state, currentDueAt: at('02-05 17:00') },
    };
    const { message } = refusalOf(() => extended(due, now, { toDueAt: instant('02-05 18:00') }));
    expect(message).toContain('the nearest instant that would do is 2024-02-06T07:00:00+07:00.');
  });

  it.each([
    ['the opening', '07:00'],
    ['the end of the morning', '11:30'],
    ['the closing', '17:00'],
  ])('may lie at %s', (_, time) => {
    expect(put('2024-02-06', time).code).toBe('nothing thrown');
  });

  it('lies in a year that the calendar holds; the last day that can be promised is named', () => {
    expect(put('2027-12-31', '16:00').code).toBe('nothing thrown');
    for (const day of ['2028-01-05', '2031-06-02']) {
      expect(put(day, '09:00')).toMatchObject({
        code: 'beyond-calendar',
        message: expect.stringContaining(
          'the latest that can be promised by calendar "province", which holds 2023-01-01 to 2027-12-31',
        ),
      });
    }
  });
});

describe('time that the clock stands still', () => {
  const asked = ['request', at('01-29 14:00')] as const;

  it.each(['PAUSE', 'SHIFT', 'RESET'] as const)('before the letter is in it already, under %s', (policy) => {
    const known = extended(clockAfter([accepted], null, policy), instant('01-29 16:30'));
    const heardLate = clockAfter([accepted, asked, ['receive', at('01-29 16:00')]], known, policy);
    expect(heardLate.state.currentDueAt).toBe(at('02-07 10:00'));
  });

  it('after the letter moves what it granted', () => {
    const later = extended(clockAfter([accepted]));
    const paused = clockAfter([accepted, asked], later);
    expect(clockAfter([accepted, asked, ['receive', at('01-30 14:00')]], paused).state.currentDueAt).toBe(
      at('02-15 10:00'),
    );
  });

  it('never takes back what was granted, where the clock is counted anew', () => {
    const known = extended(clockAfter([accepted], null, 'RESET'));
    const resumed = clockAfter([accepted, asked, ['receive', at('01-29 15:00')]], known, 'RESET');
    expect(resumed.state.currentDueAt).toBe(at('02-07 10:00'));
  });

  describe.each(['PAUSE', 'SHIFT', 'RESET'] as const)('over the letter, under %s', (policy) => {
    const paused = clockAfter([accepted, asked], null, policy);
    const letterOf = { apologyAt: instant('02-03 09:00'), toDueAt: instant('02-15 17:00') };
    const granted = extended(paused, instant('02-03 09:00'), letterOf);
    const resumed = (when: string): Clock => clockAfter([accepted, asked, ['receive', at(when)]], granted, policy);

    it('is credited once: resumed at once, what was granted stands', () => {
      expect(resumed('02-03 09:00').state.currentDueAt).toBe(at('02-15 17:00'));
      expect(resumed('02-03 09:01').state.currentDueAt).toBe(at('02-15 17:00'));
    });

    it('moves what was granted by the working time after the letter, and by nothing else', () => {
      expect(resumed('02-05 11:00').state.currentDueAt).toBe(at('02-16 11:00'));
    });
  });

  it.each(['PAUSE', 'SHIFT', 'RESET'] as const)('is credited once under %s on 28 November 2026', (clockPolicy) => {
    const happened = (day: string, time: string): string => localInstant(`2026-${day}`, time).toISOString();
    const history = dossierHistory(
      {
        procedure: { ...procedure, clockPolicy, timeLimit: { ...timeLimit, amount: 10 } },
        appointmentAt: happened('12-08', '08:00'),
      },
      [
        ['accept', happened('11-23', '08:00')],
        ['request', happened('11-23', '09:00')],
        ['receive', happened('11-28', '09:01')],
      ],
    ).map(({ state }) => state);
    const paused = stepsTo(history[2]!, null, calendar).at(-1)!.clock;
    const now = new Date(happened('11-28', '09:00'));
    const put = { ...letter, apologyAt: now, toDueAt: new Date(happened('12-10', '17:00')) };
    const { clock } = extend(paused, put, now, calendar.calendar);
    const resumed = stepsTo(history[3]!, clock, calendar).at(-1)!.clock.state;
    expect(resumed.currentDueAt).toBe(happened('12-10', '17:00'));
  });

  it('in several pauses around the letter moves it only by those after it', () => {
    const before = [accepted, ['request', at('01-29 10:30')], ['receive', at('01-29 11:00')]] as const;
    const first = extended(clockAfter(before), instant('01-30 11:00'));
    const after = [...before, ['request', at('01-31 08:00')], ['receive', at('01-31 10:00')]] as const;
    const again = [...after, ['request', at('02-01 08:00')], ['receive', at('02-01 09:00')]] as const;
    expect(clockAfter(again, clockAfter(after, first)).state.currentDueAt).toBe(at('02-07 15:00'));
  });
});
