import {
  addLocalDays,
  AppError,
  AppErrorKind,
  localDayOf,
  startOfLocalDay,
  toLocalIso,
  type LocalDay,
} from '@motcua/kernel';
import type { WorkingSession } from '@motcua/working-calendar';
import { calendarText, holdsDayOf, lastDayOf, type BoundedCalendar } from './bounded-calendar.js';

export interface PromiseBounds {
  /** Names the instant in errors. */
  readonly field: string;
  /** What is promised lies after it. */
  readonly after: Date;
  /** The latest instant; the calendar ends the promise in any case. @default null: none but the end of the calendar */
  readonly until?: Date | null;
}

/**
 * An instant that people are told to keep, or that is promised to them, lies in the future, in working time (the end of a
 * session included) and in a year that the calendar holds.
 * @throws AppError `not-in-the-future`, `too-far-ahead`, `beyond-calendar`, `outside-working-time`; each names the nearest instant
 * that would do, where there is one
 */
export function requirePromisable(
  bounded: BoundedCalendar,
  at: Date,
  { field, after, until = null }: PromiseBounds,
): void {
  if (at <= after) {
    const nearest = nextClosing(bounded, after);
    throw unfit('not-in-the-future', `${field} ${toLocalIso(at)} does not lie after ${toLocalIso(after)}`, nearest);
  }
  const latest = latestOf(bounded, until);
  if (at > latest) {
    const problem = `${field} ${toLocalIso(at)} lies after ${toLocalIso(latest)}, the latest that can be promised by ${calendarText(bounded)}`;
    const code = latest === until ? 'too-far-ahead' : 'beyond-calendar';
    throw unfit(code, problem, lastClosing(bounded, latest, after));
  }
  if (holdsDayOf(bounded, at) && sessionsOf(bounded, localDayOf(at)).some((session) => isWithin(session, at))) return;
  const problem = `${field} ${toLocalIso(at)} lies outside working time`;
  throw unfit('outside-working-time', problem, nearestTo(bounded, at, after, latest));
}

const isWithin = ({ from, to }: WorkingSession, at: Date): boolean => from <= at.getTime() && at.getTime() <= to;

/** None in a year that the calendar does not hold. */
function sessionsOf(bounded: BoundedCalendar, day: LocalDay): readonly WorkingSession[] {
  return holdsDayOf(bounded, startOfLocalDay(day)) ? bounded.calendar.sessionsOn(day) : [];
}

function latestOf(bounded: BoundedCalendar, until: Date | null): Date {
  const end = new Date(startOfLocalDay(addLocalDays(lastDayOf(bounded), 1)).getTime() - 1);
  return until !== null && until < end ? until : end;
}

function nextClosing(bounded: BoundedCalendar, after: Date): Date | null {
  return firstFrom(bounded, localDayOf(after), ({ to }) => (to > after.getTime() ? to : null));
}

function lastClosing(bounded: BoundedCalendar, latest: Date, after: Date): Date | null {
  const closing = lastUntil(bounded, localDayOf(latest), ({ to }) => (to <= latest.getTime() ? to : null));
  return closing !== null && closing > after ? closing : null;
}

function nearestTo(bounded: BoundedCalendar, at: Date, after: Date, latest: Date): Date | null {
  const day = localDayOf(at);
  const closing = lastUntil(bounded, day, ({ to }) => (to < at.getTime() ? to : null));
  const opening = firstFrom(bounded, day, ({ from }) => (from > at.getTime() ? from : null));
  const distance = (instant: Date): number => Math.abs(instant.getTime() - at.getTime());
  const fit = [closing, opening].filter((each) => each !== null && each > after && each <= latest) as Date[];
  return fit.toSorted((one, other) => distance(one) - distance(other))[0] ?? null;
}

type Pick = (session: WorkingSession) => number | null;

/** Longer than any run of days off. */
const FAR_DAYS = 60;

function firstFrom(bounded: BoundedCalendar, first: LocalDay, pick: Pick): Date | null {
  for (let day = first, left = FAR_DAYS; left > 0; day = addLocalDays(day, 1), left -= 1) {
    const found = sessionsOf(bounded, day)
      .map(pick)
      .find((instant) => instant !== null);
    if (found !== undefined && found !== null) return new Date(found);
  }
  return null;
}

function lastUntil(bounded: BoundedCalendar, last: LocalDay, pick: Pick): Date | null {
  for (let day = last, left = FAR_DAYS; left > 0; day = addLocalDays(day, -1), left -= 1) {
    const found = sessionsOf(bounded, day)
      .map(pick)
      .findLast((instant) => instant !== null);
    if (found !== undefined && found !== null) return new Date(found);
  }
  return null;
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
