import { AppError, localDayOf, startOfLocalDay } from '@motcua/kernel/portable';
import { WORKING_DAY_MS } from './due-at.js';
import type { WorkingCalendar } from './working-calendar.js';

/**
 * From when a dossier is due soon: 8 working hours before `dueAt`. For a limit of less than 8 hours this lies before
 * the receipt: such a dossier is due soon from its first minute, and the caller compares instants without a special case.
 * Where the 8 hours reach back into a year that the calendar does not hold, the first opening of the due year is taken:
 * a notice may come a little late, it must not keep a dossier from starting.
 * @throws AppError `calendar-year-missing` when the year of `dueAt` itself is missing.
 */
export function dueSoonAt(calendar: WorkingCalendar, dueAt: Date): Date {
  try {
    return calendar.subtractWorkingTime(dueAt, WORKING_DAY_MS);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'calendar-year-missing') throw error;
    const newYear = startOfLocalDay(`${localDayOf(dueAt).slice(0, 4)}-01-01`);
    const opening = calendar.startOfClock(newYear);
    return opening < dueAt ? opening : new Date(dueAt);
  }
}
