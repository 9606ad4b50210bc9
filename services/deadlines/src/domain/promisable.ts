import { AppError, AppErrorKind, localDayOf, toLocalIso } from '@motcua/kernel';
import { isWorkingMoment, lastWorkingDay, nearestMoments, type WorkingCalendar } from '@motcua/working-calendar';

/**
 * An instant that is promised to somebody lies after `after`, in a year that the calendar holds, and in working time: people
 * come to the counter at that instant.
 * @throws AppError `not-put-off`, `beyond-calendar`, `outside-working-time` (both name instants that would do)
 */
export function requirePromisable(calendar: WorkingCalendar, instant: Date, after: Date): void {
  const text = toLocalIso(instant);
  if (instant <= after) throw refused('not-put-off', `The new appointment must lie after ${toLocalIso(after)}.`);
  const year = Number(localDayOf(instant).slice(0, 4));
  if (calendar.lastYear === null || year > calendar.lastYear) {
    const lastDay = lastWorkingDay(calendar);
    throw refused(
      'beyond-calendar',
      `${text} lies beyond the published calendar: the last day that can be promised is ${lastDay ?? 'not published'}.`,
      { lastDay },
    );
  }
  if (isWorkingMoment(calendar, instant)) return;
  const nearest = nearestMoments(calendar, instant);
  const before = nearest.before !== null && nearest.before > after ? toLocalIso(nearest.before) : null;
  const next = nearest.after && toLocalIso(nearest.after);
  const choices = [before, next].filter((each) => each !== null).join(' or ');
  throw refused('outside-working-time', `${text} lies outside working time. The nearest that would do: ${choices}.`, {
    before,
    after: next,
  });
}

function refused(code: string, text: string, details: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Unprocessable, details });
}
