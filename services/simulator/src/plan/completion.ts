import { dueAfterPause, dueAt, type Pause, type WorkingCalendar } from '@motcua/working-calendar';
import type { Procedure, Timing } from './model.js';

const SECOND_MS = 1_000;

/** What decides when a dossier is completed. */
export interface CompletionClock {
  /** The last thing that happened to the dossier. */
  readonly lastAt: Date;
  /** As on the slip. Null: no appointment. */
  readonly originalDueAt: Date | null;
  /** After the pauses so far. */
  readonly currentDueAt: Date | null;
}

/** The appointment that the counter will print for a dossier accepted at `acceptedAt`. */
export function expectedAppointment(calendar: WorkingCalendar, procedure: Procedure, acceptedAt: Date): Date | null {
  return procedure.timeLimit === null ? null : dueAt(calendar, acceptedAt, procedure.timeLimit).dueAt;
}

/** The due instant after a stop of the clock, by the procedure's policy. */
export function dueAfterStop(
  calendar: WorkingCalendar,
  procedure: Procedure,
  due: Date | null,
  pause: Pause,
): Date | null {
  if (due === null || procedure.timeLimit === null) return due;
  const clock = { dueAt: due, pause, policy: procedure.clockPolicy, limit: procedure.timeLimit };
  return dueAfterPause(calendar, clock).dueAt;
}

/** The instant of completion that stands to the due instant as `timing` says. Whole seconds, except exactly when due. */
export function completionInstant(calendar: WorkingCalendar, clock: CompletionClock, timing: Timing): Date {
  const { lastAt, originalDueAt, currentDueAt } = clock;
  if (currentDueAt === null) {
    return calendar.addWorkingTime(lastAt, timing.kind === 'NO_APPOINTMENT' ? timing.workingMs : 0);
  }
  switch (timing.kind) {
    case 'AFTER':
      return calendar.addWorkingTime(later(lastAt, currentDueAt), timing.workingMs);
    case 'WITHIN_PAUSE':
      return between(calendar, later(lastAt, originalDueAt ?? lastAt), currentDueAt, timing.share);
    case 'BEFORE':
      return between(calendar, lastAt, currentDueAt, timing.share);
    case 'EXACT':
    case 'NO_APPOINTMENT':
      return later(lastAt, currentDueAt);
  }
}

const later = (left: Date, right: Date): Date => (left > right ? left : right);

function between(calendar: WorkingCalendar, from: Date, to: Date, share: number): Date {
  if (to <= from) return from;
  const left = calendar.workingTimeBetween(from, to) * share;
  return calendar.addWorkingTime(from, Math.floor(left / SECOND_MS) * SECOND_MS);
}
