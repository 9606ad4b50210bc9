import { AppError, AppErrorKind } from '@motcua/kernel';
import type { TimeLimit } from '@motcua/contracts';
import { calendarText, dueAt, lastDayOf, type WorkingCalendar } from '@motcua/working-calendar';

/** A promise of an appointment and the revision of the calendar that it was computed with. */
export interface Appointment {
  /** Null: this procedure has no appointment date. */
  readonly at: Date | null;
  readonly calendarRevision: number;
  /** Some day up to it lies in a year that is not signed yet. */
  readonly provisional: boolean;
}

export const NO_APPOINTMENT: Appointment = { at: null, calendarRevision: 0, provisional: false };

/**
 * What is promised to somebody whose dossier is accepted at `acceptedAt`; null when the edition lacks a year that the
 * promise needs.
 */
export function appointmentBy(
  { calendar, revision }: { readonly calendar: WorkingCalendar; readonly revision: number },
  acceptedAt: Date,
  timeLimit: TimeLimit,
): Appointment | null {
  return unlessYearMissing(() => {
    const { dueAt: at, provisional } = dueAt(calendar, acceptedAt, timeLimit);
    return { at, calendarRevision: revision, provisional };
  });
}

export function appointmentBeyondCalendar(newest: WorkingCalendar): AppError {
  return new AppError(
    `The appointment needs a year that is not in the ${calendarText(newest)}; the last day that can be promised is ${lastDayOf(newest)}. Have that year published, then accept the dossier.`,
    { code: 'appointment-beyond-calendar', retryable: false, kind: AppErrorKind.Conflict },
  );
}

const MINUTE_MS = 60_000;

/**
 * Whole minutes of working time in which a submission waited, until the end of the wait. Null when they cannot be counted: a
 * figure must not keep a counter from answering.
 */
export function waitedWorkingMinutes(
  calendar: WorkingCalendar,
  effectiveSubmittedAt: string | null,
  endedAt: Date,
): number | null {
  const since = effectiveSubmittedAt === null ? null : new Date(effectiveSubmittedAt);
  if (since === null || since > endedAt) return null;
  return unlessYearMissing(() => Math.floor(calendar.workingTimeBetween(since, endedAt) / MINUTE_MS));
}

function unlessYearMissing<T>(count: () => T): T | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof AppError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}
