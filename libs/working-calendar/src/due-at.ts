import {
  addLocalDays,
  AppError,
  assertNever,
  localDayOf,
  localInstant,
  startOfLocalDay,
  type LocalDay,
} from '@motcua/kernel/portable';
import type { WorkingCalendar } from './working-calendar.js';

const HOUR_MS = 3_600_000;
/** A "working day" of a time limit is 8 working hours, whatever a schedule's day holds (limits are kept in hours). */
export const WORKING_DAY_MS = 8 * HOUR_MS;

export type TimeLimitUnit = 'HOUR' | 'HALF_DAY' | 'WORKING_DAY' | 'CALENDAR_DAY' | 'MONTH';

/**
 * `HOUR_EXACT`: the hour of receipt counts (practice of the running systems). `DAY_END`: the first day is not counted and
 * the last one counts to its end (Civil Code 2015, articles 147 and 148). Limits in hours and half days are always exact.
 */
export type CountingMode = 'HOUR_EXACT' | 'DAY_END';

export interface TimeLimit {
  /** Whole and at least 1. */
  readonly amount: number;
  readonly unit: TimeLimitUnit;
  readonly countingMode: CountingMode;
  /**
   * `HH:MM`; WORKING_DAY in DAY_END only: received up to this local time, the working day of receipt is the first one
   * counted. So one working day with `15:00` is "the same day, or the next one if received after 15:00" (certified copies).
   * @default null: counting begins with the day after the receipt
   */
  readonly cutOff?: string | null;
  /** CALENDAR_DAY only: days that the calendar declares off are not counted; weekends are. @default false */
  readonly skipHolidays?: boolean;
}

export interface DueInstant {
  readonly dueAt: Date;
  /** Some day from the start to the due instant lies in a year that is not signed yet. */
  readonly provisional: boolean;
}

/**
 * When a dossier is due whose clock was started at `startedAt` (the receipt; it need not lie in a session).
 * HOUR, HALF_DAY (4 h) and WORKING_DAY (8 h) in HOUR_EXACT run in working time. WORKING_DAY in DAY_END ends with the
 * nth working day after the local day of receipt, also when the receipt came after closing or on a day off; with a
 * cut-off the day of receipt counts itself.
 * CALENDAR_DAY and MONTH (same day of the month, at most its last) count all days and move from a day off to the next
 * working day: to its closing in DAY_END, to the same wall-clock time in HOUR_EXACT. That time is brought into the
 * day's sessions: before opening to the opening, in a break or after closing back to the end of the session before.
 * @throws AppError `calendar-year-missing`, or `time-limit-invalid` unless the amount is whole and positive.
 */
export function dueAt(calendar: WorkingCalendar, startedAt: Date, limit: TimeLimit): DueInstant {
  if (!Number.isSafeInteger(limit.amount) || limit.amount < 1) {
    throw new AppError(`A time limit must be a whole number of at least 1; it is ${limit.amount}.`, {
      code: 'time-limit-invalid',
      retryable: false,
    });
  }
  const due = dueInstant(calendar, startedAt, limit);
  return { dueAt: due, provisional: anyProvisional(calendar, startedAt, due) };
}

/** Whether any day from `from` to `to` lies in a provisional year; both must lie in years that the calendar holds. */
export function anyProvisional(calendar: WorkingCalendar, from: Date, to: Date): boolean {
  const last = yearOf(localDayOf(to));
  for (let year = yearOf(localDayOf(from)); year <= last; year += 1) {
    if (calendar.provisional(`${year}-01-01`)) return true;
  }
  return false;
}

function dueInstant(calendar: WorkingCalendar, startedAt: Date, limit: TimeLimit): Date {
  const { amount, unit, countingMode } = limit;
  const firstDay = localDayOf(startedAt);
  switch (unit) {
    case 'HOUR':
      return calendar.addWorkingTime(startedAt, amount * HOUR_MS);
    case 'HALF_DAY':
      return calendar.addWorkingTime(startedAt, (amount * WORKING_DAY_MS) / 2);
    case 'WORKING_DAY':
      return countingMode === 'HOUR_EXACT'
        ? calendar.addWorkingTime(startedAt, amount * WORKING_DAY_MS)
        : closingOf(calendar, nthWorkingDayAfter(calendar, dayBeforeCounting(calendar, startedAt, limit), amount));
    case 'CALENDAR_DAY':
      return onWorkingDay(calendar, startedAt, nthDayAfter(calendar, firstDay, limit), countingMode);
    case 'MONTH':
      return onWorkingDay(calendar, startedAt, addMonths(firstDay, amount), countingMode);
    default:
      return assertNever(unit);
  }
}

function onWorkingDay(calendar: WorkingCalendar, startedAt: Date, lastDay: LocalDay, mode: CountingMode): Date {
  let day = lastDay;
  while (!calendar.isWorkingDay(day)) day = addLocalDays(day, 1);
  if (mode === 'DAY_END') return closingOf(calendar, day);

  const timeOfDay = startedAt.getTime() - startOfLocalDay(localDayOf(startedAt)).getTime();
  const wanted = startOfLocalDay(day).getTime() + timeOfDay;
  const sessions = calendar.sessionsOn(day);
  const session = sessions.findLast(({ from }) => from <= wanted);
  return new Date(session === undefined ? sessions[0]!.from : Math.min(wanted, session.to));
}

/** The day of receipt; with a cut-off that was kept on a working day, the day before, so that it counts itself. */
function dayBeforeCounting(calendar: WorkingCalendar, startedAt: Date, { cutOff = null }: TimeLimit): LocalDay {
  const day = localDayOf(startedAt);
  const counts = cutOff !== null && calendar.isWorkingDay(day) && startedAt <= localInstant(day, cutOff);
  return counts ? addLocalDays(day, -1) : day;
}

function nthDayAfter(calendar: WorkingCalendar, firstDay: LocalDay, { amount, skipHolidays }: TimeLimit): LocalDay {
  if (!skipHolidays) return addLocalDays(firstDay, amount);
  let day = firstDay;
  for (let left = amount; left > 0;) {
    day = addLocalDays(day, 1);
    if (!calendar.isDeclaredOff(day)) left -= 1;
  }
  return day;
}

function nthWorkingDayAfter(calendar: WorkingCalendar, firstDay: LocalDay, count: number): LocalDay {
  let day = firstDay;
  for (let left = count; left > 0;) {
    day = addLocalDays(day, 1);
    if (calendar.isWorkingDay(day)) left -= 1;
  }
  return day;
}

function closingOf(calendar: WorkingCalendar, workingDay: LocalDay): Date {
  return new Date(calendar.sessionsOn(workingDay).at(-1)!.to);
}

function addMonths(day: LocalDay, count: number): LocalDay {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month + count, 0));
  lastOfMonth.setUTCDate(Math.min(dayOfMonth, lastOfMonth.getUTCDate()));
  return lastOfMonth.toISOString().slice(0, 10);
}

const yearOf = (day: LocalDay): number => Number(day.slice(0, 4));
