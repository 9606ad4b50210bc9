import { addLocalDays, assertNever, localDayOf } from '@motcua/kernel/portable';
import { anyProvisional, dueAt, WORKING_DAY_MS, type DueInstant, type TimeLimit } from './due-at.js';
import type { WorkingCalendar } from './working-calendar.js';

/** A closed stretch in which the applicant had the dossier: from the supplement request to the supplement. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

/**
 * What a supplement does to the due instant; the sources disagree, so every procedure version names its policy.
 * - `PAUSE`: moved by the working time of the pause (Decision 766/QĐ-TTg subtracts the supplement time).
 * - `RESET`: counted again from the start once the dossier is complete (Decree 61/2018).
 * - `SHIFT`: moved by whole working days (a provincial system: days elapsed less 1, then 8 working hours more).
 */
export type ClockPolicy = 'PAUSE' | 'RESET' | 'SHIFT';

export interface PausedClock {
  /** The due instant before the pause. */
  readonly dueAt: Date;
  readonly pause: Pause;
  readonly policy: ClockPolicy;
  /** The procedure's limit; only `RESET` uses it. */
  readonly limit: TimeLimit;
}

/**
 * The due instant after a pause. Exhaustive over the policies.
 * @throws AppError `interval-reversed` when the pause ends before it begins, `calendar-year-missing`.
 */
export function dueAfterPause(calendar: WorkingCalendar, clock: PausedClock): DueInstant {
  switch (clock.policy) {
    case 'PAUSE':
      return marked(calendar, clock, shiftByPause(calendar, clock.dueAt, clock.pause));
    case 'RESET':
      calendar.workingTimeBetween(clock.pause.from, clock.pause.to);
      return dueAt(calendar, clock.pause.to, clock.limit);
    case 'SHIFT':
      return marked(calendar, clock, shiftByWorkingDays(calendar, clock.dueAt, clock.pause));
    default:
      return assertNever(clock.policy);
  }
}

/**
 * `due` moved by the working time between the pause's ends, in every counting mode and unit. A pause without working
 * time is the identity, and a pause cut in two moves as far as the whole. What was left of the clock at the request is
 * left at the supplement; what was overdue stays overdue by the same working time.
 */
export function shiftByPause(calendar: WorkingCalendar, due: Date, pause: Pause): Date {
  return calendar.addWorkingTime(due, calendar.workingTimeBetween(pause.from, pause.to));
}

/**
 * `SHIFT`: with n = the working days after the day of the request up to the day of the supplement, the practice "n - 1
 * days, then 8 working hours" is n times 8 working hours; an answer on the same day moves nothing. The running system
 * takes calendar days for n, which gives away weekends and Tet; here n counts working days, as the limit does.
 */
function shiftByWorkingDays(calendar: WorkingCalendar, due: Date, pause: Pause): Date {
  calendar.workingTimeBetween(pause.from, pause.to);
  const last = localDayOf(pause.to);
  let elapsed = 0;
  for (let day = addLocalDays(localDayOf(pause.from), 1); day <= last; day = addLocalDays(day, 1)) {
    if (calendar.isWorkingDay(day)) elapsed += 1;
  }
  return calendar.addWorkingTime(due, elapsed * WORKING_DAY_MS);
}

function marked(calendar: WorkingCalendar, { dueAt: before, pause }: PausedClock, after: Date): DueInstant {
  const first = before < pause.from ? before : pause.from;
  const last = after > pause.to ? after : pause.to;
  return { dueAt: after, provisional: anyProvisional(calendar, first, last) };
}
