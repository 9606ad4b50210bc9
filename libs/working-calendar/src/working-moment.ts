import { addLocalDays, AppError, localDayOf, type LocalDay } from '@motcua/kernel/portable';
import type { WorkingCalendar, WorkingSession } from './working-calendar.js';

/** The instants of working time nearest to one that lies outside it; null: there is none in the years of the calendar. */
export interface NearestMoments {
  /** The end of the session before. */
  readonly before: Date | null;
  /** The opening of the session after. */
  readonly after: Date | null;
}

/**
 * Whether an instant that is promised to people lies in a session, both ends included.
 * @throws AppError `calendar-year-missing`
 */
export function isWorkingMoment(calendar: WorkingCalendar, at: Date): boolean {
  const time = at.getTime();
  return calendar.sessionsOn(localDayOf(at)).some(({ from, to }) => from <= time && time <= to);
}

/** Never throws: a year that the calendar does not hold has no moments. */
export function nearestMoments(calendar: WorkingCalendar, at: Date): NearestMoments {
  const time = at.getTime();
  const before = firstSession(calendar, at, -1, ({ to }) => to <= time)?.to;
  const after = firstSession(calendar, at, 1, ({ from }) => from >= time)?.from;
  return {
    before: before === undefined ? null : new Date(before),
    after: after === undefined ? null : new Date(after),
  };
}

function firstSession(
  calendar: WorkingCalendar,
  at: Date,
  direction: 1 | -1,
  isMeant: (session: WorkingSession) => boolean,
): WorkingSession | undefined {
  for (let day = localDayOf(at); ; day = addLocalDays(day, direction)) {
    const sessions = sessionsIfKnown(calendar, day);
    if (sessions === null) return undefined;
    const found = direction === 1 ? sessions.find(isMeant) : sessions.findLast(isMeant);
    if (found) return found;
  }
}

function sessionsIfKnown(calendar: WorkingCalendar, day: LocalDay): readonly WorkingSession[] | null {
  try {
    return calendar.sessionsOn(day);
  } catch (error) {
    if (error instanceof AppError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}
