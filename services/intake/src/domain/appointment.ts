import { AppError, AppErrorKind } from '@motcua/kernel';
import type { DossierStateV1 } from '@motcua/contracts';
import { dueAt, type WorkingCalendar } from '@motcua/working-calendar';
import { calendarText, lastDayOf, type BoundedCalendar } from './bounded-calendar.js';

/** A promise of an appointment and the revision of the calendar that it was computed with. */
export interface Appointment {
  /** Null: this procedure has no appointment date. */
  readonly at: Date | null;
  readonly calendarRevision: number;
  /** Some day up to it lies in a year that is not signed yet. */
  readonly provisional: boolean;
}

export const NO_APPOINTMENT: Appointment = { at: null, calendarRevision: 0, provisional: false };

type TimeLimit = NonNullable<DossierStateV1['procedure']['timeLimit']>;

/**
 * What is promised to somebody whose dossier is accepted at `acceptedAt`.
 * @throws AppError `appointment-beyond-calendar` when the calendar lacks a year that the promise needs
 */
export function appointmentBy(
  edition: BoundedCalendar & { readonly revision: number },
  acceptedAt: Date,
  timeLimit: TimeLimit,
): Appointment {
  try {
    const { dueAt: at, provisional } = dueAt(edition.calendar, acceptedAt, timeLimit);
    return { at, calendarRevision: edition.revision, provisional };
  } catch (error) {
    if (!isYearMissing(error)) throw error;
    throw new AppError(
      `The appointment needs a day of ${String(error.details['year'])}, which is not in the ${calendarText(edition)}; the last day that can be promised is ${lastDayOf(edition)}. Have that year published, then accept the dossier.`,
      { code: 'appointment-beyond-calendar', retryable: false, kind: AppErrorKind.Conflict, cause: error },
    );
  }
}

const MINUTE_MS = 60_000;

/** Whole minutes of working time in which a submission waited for its acceptance; null when they cannot be counted. */
export function waitedWorkingMinutes(calendar: WorkingCalendar, effectiveSubmittedAt: string | null, acceptedAt: Date) {
  const since = effectiveSubmittedAt === null ? null : new Date(effectiveSubmittedAt);
  if (since === null || since > acceptedAt) return null;
  try {
    return Math.floor(calendar.workingTimeBetween(since, acceptedAt) / MINUTE_MS);
  } catch (error) {
    // A figure that cannot be counted must not keep a counter from accepting.
    if (isYearMissing(error)) return null;
    throw error;
  }
}

const isYearMissing = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'calendar-year-missing';
