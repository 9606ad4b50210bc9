import { addLocalDays, AppError, AppErrorKind, localDayOf, startOfLocalDay, toLocalIso } from '@motcua/kernel/portable';
import { calendarText, holdsDayOf, lastDayOf } from './calendar-bounds.js';
import { isWorkingMoment, nearestMoments } from './working-moment.js';
import type { WorkingCalendar } from './working-calendar.js';

export interface PromiseBounds {
  /** Names the instant in errors. */
  readonly field: string;
  /** What is promised lies after it. */
  readonly after: Date;
  /** The latest instant; the calendar ends the promise in any case. @default null: none but the end of the calendar */
  readonly until?: Date | null;
}

/**
 * An instant that people have to keep, or that is promised to them, must lie in the future, in working time (the end of a
 * session included) and in a year that the calendar holds.
 * @throws AppError `not-in-the-future`, `too-far-ahead`, `beyond-calendar`, `outside-working-time`; each names the nearest
 * instant that would do, where there is one
 */
export function requirePromisable(
  calendar: WorkingCalendar,
  at: Date,
  { field, after, until = null }: PromiseBounds,
): void {
  const stated = `${field} ${toLocalIso(at)}`;
  if (at <= after) {
    const problem = `${stated} does not lie after ${toLocalIso(after)}`;
    throw unfit('not-in-the-future', problem, firstMomentAfter(calendar, after));
  }
  const end = new Date(startOfLocalDay(addLocalDays(lastDayOf(calendar), 1)).getTime() - 1);
  const latest = until !== null && until < end ? until : end;
  const choices = nearestMoments(calendar, at > latest ? latest : at);
  const fit = [choices.before, choices.after].filter(
    (each) => each !== null && each > after && each <= latest,
  ) as Date[];
  const nearest = fit.toSorted((one, other) => distance(one, at) - distance(other, at))[0] ?? null;
  if (at > latest) {
    const problem = `${stated} lies after ${toLocalIso(latest)}, the latest that can be promised by ${calendarText(calendar)}`;
    throw unfit(latest === until ? 'too-far-ahead' : 'beyond-calendar', problem, nearest);
  }
  if (holdsDayOf(calendar, at) && isWorkingMoment(calendar, at)) return;
  throw unfit('outside-working-time', `${stated} lies outside working time`, nearest);
}

const distance = (one: Date, other: Date): number => Math.abs(one.getTime() - other.getTime());

/** The end of the session that runs, or else the next opening. */
function firstMomentAfter(calendar: WorkingCalendar, after: Date): Date | null {
  const time = after.getTime();
  const sessions = holdsDayOf(calendar, after) ? calendar.sessionsOn(localDayOf(after)) : [];
  const running = sessions.find(({ from, to }) => from <= time && time < to);
  return running ? new Date(running.to) : nearestMoments(calendar, after).after;
}

function unfit(code: string, problem: string, nearest: Date | null): AppError {
  const remedy = nearest === null ? '.' : `: the nearest instant that would do is ${toLocalIso(nearest)}.`;
  return new AppError(`${problem}${remedy}`, {
    code,
    retryable: false,
    kind: AppErrorKind.Unprocessable,
    details: { nearest: nearest?.toISOString() ?? null },
  });
}
