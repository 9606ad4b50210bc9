import { type Counts, Measure, type MeasureName } from '../measures/index.js';

/** What the rates of a period do not show by themselves. */
export interface Caveats {
  readonly completed: number;
  /** Completed, and in no on-time rate because deadlines has not judged it. */
  readonly completedNotJudged: number;
  /** Counted as on time, though overdue on record when it was recorded; at the agency that had it when it became so. */
  readonly recordedLate: number;
  /** Withdrawn, terminated or voided when overdue on record. */
  readonly endedOverdue: number;
  /** Dossiers whose wait for an answer is known, and those that waited more than eight working hours. */
  readonly waitKnown: number;
  readonly waitedLong: number;
}

const measureOf: Readonly<Record<keyof Caveats, MeasureName>> = {
  completed: 'COMPLETED',
  completedNotJudged: 'COMPLETED_NOT_JUDGED',
  recordedLate: 'RECORDED_LATE_AT_RESPONSIBLE',
  endedOverdue: 'ENDED_OVERDUE',
  waitKnown: 'WAIT_KNOWN',
  waitedLong: 'WAITED_LONG',
};

export function caveatsOf(counts: Counts): Caveats {
  return Object.fromEntries(
    Object.entries(measureOf).map(([name, measure]) => [name, counts[Measure[measure]] ?? 0]),
  ) as Record<keyof Caveats, number>;
}
