import { describe, expect, it } from '@jest/globals';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import type { Clock } from '../src/domain/clock-facts.js';
import { stepsTo } from '../src/domain/deadline.js';
import { extend, type Extension } from '../src/domain/extension.js';
import { at, dossierHistory } from './support/dossier-history.js';

const calendar = { revision: 1, calendar: compileCalendar(provinceCalendar) };
const instant = (text: string): Date => new Date(at(text));

/** Accepted on Monday 10:00 with one working day, so due on Tuesday 10:00. */
const accepted = ['accept', at('01-29 10:00')] as const;
type Happenings = Parameters<typeof dossierHistory>[1];
const procedure = dossierHistory({}, [])[0]!.state.procedure;

function clockAfter(happenings: Happenings, known: Clock | null = null, policy: 'PAUSE' | 'RESET' = 'PAUSE'): Clock {
  const dossier = dossierHistory({ procedure: { ...procedure, clockPolicy: policy } }, happenings).at(-1)!.state;
  return stepsTo({ ...dossier, dossierId: known?.state.dossierId ?? dossier.dossierId }, known, calendar).at(-1)!.clock;
}

const letter: Extension = {
  apologyAt: instant('01-29 09:30'),
  ground: 'COMPLEX_CASE',
  toDueAt: instant('02-02 10:00'),
};
const extended = (clock: Clock, at = instant('01-29 11:00'), extension = letter): Clock =>
  extend(clock, extension, at, calendar.calendar).clock;

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'nothing thrown';
}

describe('an extension', () => {
  it('puts the due instant off and keeps the first promise', () => {
    expect(extended(clockAfter([accepted])).state).toMatchObject({
      originalDueAt: at('01-30 10:00'),
      currentDueAt: at('02-02 10:00'),
      dueSoonAt: at('02-01 10:00'),
      extension: { at: at('01-29 11:00'), fromDueAt: at('01-30 10:00'), toDueAt: at('02-02 10:00') },
    });
  });

  it('with a letter exactly one day before the due instant is early enough', () => {
    const apologyAt = instant('01-29 10:00');
    expect(
      extended(clockAfter([accepted]), instant('01-30 09:59'), { ...letter, apologyAt }).state.extension,
    ).toMatchObject({ apologyAt: at('01-29 10:00') });
  });

  it.each([
    ['a letter a minute too late', 'apology-too-late', '01-29 11:00', { apologyAt: instant('01-29 10:01') }],
    ['a letter that is yet to go out', 'apology-missing', '01-29 11:00', { apologyAt: instant('01-29 11:01') }],
    ['the due instant itself', 'due-already', '01-30 10:00', {}],
    ['a new appointment that is not later', 'not-put-off', '01-29 11:00', { toDueAt: instant('01-30 10:00') }],
  ])('is refused: %s', (_, code, now, change) => {
    const clock = clockAfter([accepted]);
    expect(codeOf(() => extended(clock, instant(now), { ...letter, ...change }))).toBe(code);
  });

  it('is refused a second time, after the end, and without an appointment', () => {
    const once = extended(clockAfter([accepted]));
    expect(codeOf(() => extended(once, instant('01-31 10:00')))).toBe('extended-before');
    expect(codeOf(() => extended(clockAfter([accepted, ['complete', at('01-29 15:00')]])))).toBe('deadline-ended');
    const free = { ...clockAfter([accepted]), state: { ...clockAfter([accepted]).state, currentDueAt: null } };
    expect(codeOf(() => extended(free))).toBe('no-due-instant');
  });

  it('is permitted while the clock stands still, which it did before it was due', () => {
    const paused = clockAfter([accepted, ['request', at('01-29 14:00')]]);
    expect(extended(paused, instant('01-31 10:00')).state.currentDueAt).toBe(at('02-02 10:00'));
    expect(codeOf(() => extended(paused, instant('02-02 10:00')))).toBe('not-put-off');
    const late = clockAfter([accepted, ['request', at('01-30 14:00')]]);
    expect(codeOf(() => extended(late, instant('01-31 10:00')))).toBe('due-already');
  });

  it('makes a completion by the new instant on time, and beside it stands that the first promise was broken', () => {
    const clock = clockAfter([accepted, ['complete', at('02-02 10:00')]], extended(clockAfter([accepted])));
    expect(clock.state).toMatchObject({
      outcome: 'ON_TIME',
      originalDueAt: at('01-30 10:00'),
      closedAt: at('02-02 10:00'),
    });
  });

  it('recorded after the completion, which was heard of late, does not count', () => {
    const early = extended(clockAfter([accepted]), instant('01-29 16:00'));
    const clock = clockAfter([accepted, ['complete', at('01-29 15:00')]], early);
    expect(clock.state).toMatchObject({ outcome: 'EARLY', currentDueAt: at('01-30 10:00') });
    expect(clock.state.extension).not.toBeNull();
  });

  it('is moved by a pause that ends after it, and not by one that the letter knew', () => {
    const asked = ['request', at('01-29 14:00')] as const;
    const later = extended(clockAfter([accepted]));
    const paused = clockAfter([accepted, asked], later);
    expect(clockAfter([accepted, asked, ['receive', at('01-30 14:00')]], paused).state.currentDueAt).toBe(
      at('02-05 10:00'),
    );
    const known = extended(clockAfter([accepted]), instant('01-29 16:30'));
    const heardLate = clockAfter([accepted, asked, ['receive', at('01-29 16:00')]], known);
    expect(heardLate.state.currentDueAt).toBe(at('02-02 10:00'));
  });

  it('is not taken away by a clock that is counted anew', () => {
    const asked = ['request', at('01-29 14:00')] as const;
    const known = extended(clockAfter([accepted], null, 'RESET'));
    const resumed = clockAfter([accepted, asked, ['receive', at('01-29 15:00')]], known, 'RESET');
    expect(resumed.state.currentDueAt).toBe(at('02-02 10:00'));
  });
});
