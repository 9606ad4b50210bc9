import { Measure, type Counts, type MeasureName } from './measures.js';

/** What the rates of a period do not show by themselves. */
export interface Caveats {
  readonly completed: number;
  /** Completed, and in no on-time rate because deadlines has not judged it. */
  readonly completedNotJudged: number;
  /** Counted as on time, though recorded only after the due instant. */
  readonly recordedLate: number;
  /** Withdrawn, terminated or voided when late. */
  readonly endedOverdue: number;
  /** Accepted dossiers whose wait before acceptance is known, and those that waited more than eight working hours. */
  readonly waitKnown: number;
  readonly waitedLong: number;
}

const measureOf: Readonly<Record<keyof Caveats, MeasureName>> = {
  completed: 'COMPLETED',
  completedNotJudged: 'COMPLETED_NOT_JUDGED',
  recordedLate: 'SETTLED_RECORDED_LATE',
  endedOverdue: 'ENDED_OVERDUE',
  waitKnown: 'WAIT_KNOWN',
  waitedLong: 'WAITED_LONG',
};

export function caveatsOf(counts: Counts): Caveats {
  return Object.fromEntries(
    Object.entries(measureOf).map(([name, measure]) => [name, counts[Measure[measure]] ?? 0]),
  ) as Record<keyof Caveats, number>;
}
