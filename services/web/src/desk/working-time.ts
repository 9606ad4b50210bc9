import { compileCalendar, dueAt, WORKING_DAY_MS, type WorkingCalendar } from '@motcua/working-calendar';
import type { Calendar, Procedure } from '../api/types.js';

/** How much working time is left until a due instant, or how much has passed since. */
export interface TimeLeft {
  readonly late: boolean;
  readonly days: number;
  readonly hours: number;
}

const HOUR_MS = 3_600_000;

export type WorkingCalendars = ReadonlyMap<string, WorkingCalendar>;

export const compiledCalendars = (calendars: readonly Calendar[]): WorkingCalendars =>
  new Map(calendars.map(({ revision: _, ...definition }) => [definition.calendarId, compileCalendar(definition)]));

/** Null where a year that is needed is not published. */
export function timeLeft(calendar: WorkingCalendar, dueIso: string, now: Date): TimeLeft | null {
  const due = new Date(dueIso);
  const late = now > due;
  try {
    const ms = late ? calendar.workingTimeBetween(due, now) : calendar.workingTimeBetween(now, due);
    const days = Math.floor(ms / WORKING_DAY_MS);
    return { late, days, hours: Math.floor((ms - days * WORKING_DAY_MS) / HOUR_MS) };
  } catch {
    return null;
  }
}

/** What intake will print as the appointment of a dossier that is handed in and accepted now, by the same arithmetic. */
export interface Appointment {
  readonly at: string;
  readonly provisional: boolean;
}

/** Null: the procedure has none; `unknown`: a year that is needed is not published. */
export function appointmentOf(
  calendar: WorkingCalendar,
  { timeLimit }: Pick<Procedure, 'timeLimit'>,
  now: Date,
): Appointment | null | 'unknown' {
  if (timeLimit === null) return null;
  try {
    const due = dueAt(calendar, now, timeLimit);
    return { at: due.dueAt.toISOString(), provisional: due.provisional };
  } catch {
    return 'unknown';
  }
}
