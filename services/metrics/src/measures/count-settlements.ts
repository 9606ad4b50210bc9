import type { DeadlineSlice, IntakeSlice } from '../facts/index.js';
import { dayOf } from '../time/index.js';
import type { Contribution } from './contribution.js';
import { agencyAt, leftAt, ranOnRecordUntil } from './lateness.js';
import { Measure } from './measures.js';

/**
 * Completed, by intake alone; settled, once deadlines has ended its clock with an outcome. Lateness is read from the
 * instants (equality is on time); only early or on time, which needs the working calendar, is deadlines' word, and all
 * of it where there is no due instant.
 */
export function countSettlement(counted: Contribution[], intake: IntakeSlice, deadline: DeadlineSlice | null): void {
  const { completedAt, settlingAgency: agency } = intake;
  if (completedAt === null) return;
  const day = dayOf(completedAt);
  const count = (measure: Measure, at = agency): void => void counted.push({ measure, agency: at, day });
  count(Measure.COMPLETED);
  if (deadline === null || deadline.outcome === null) return count(Measure.COMPLETED_NOT_JUDGED);
  const { currentDueAt: dueAt, overdueFrom, outcome } = deadline;
  if (dueAt === null ? outcome !== 'OVERDUE' : completedAt <= dueAt) {
    count(outcome === 'EARLY' ? Measure.SETTLED_EARLY : Measure.SETTLED_ON_TIME);
    if (overdueFrom === null || ranOnRecordUntil(intake) <= overdueFrom) return;
    count(Measure.SETTLED_RECORDED_LATE);
    return count(Measure.RECORDED_LATE_AT_RESPONSIBLE, agencyAt(intake, overdueFrom));
  }
  count(Measure.SETTLED_OVERDUE);
  const responsible = agencyAt(intake, overdueFrom ?? completedAt);
  if (responsible === agency) return;
  count(Measure.OVERDUE_LEFT_BEHIND, responsible);
  count(Measure.OVERDUE_TAKEN_OVER);
}

/** Neither a correction nor a voiding moves it: of intake it looks only at what never changes once it is set. */
export function countFirstSettlement(
  counted: Contribution[],
  intake: IntakeSlice,
  { originalDueAt, currentDueAt }: DeadlineSlice,
): void {
  const { firstCompletedAt, settlingAgency: agency } = intake;
  if (firstCompletedAt === null) return;
  const day = dayOf(firstCompletedAt);
  counted.push({ measure: Measure.FIRST_SETTLED, agency, day });
  if (originalDueAt !== null && firstCompletedAt > originalDueAt) return;
  counted.push({ measure: Measure.SETTLED_AS_FIRST_PROMISED, agency, day });
  if (originalDueAt === null && currentDueAt !== null && firstCompletedAt > currentDueAt) {
    counted.push({ measure: Measure.FIRST_SETTLED_PAST_LIMIT, agency, day });
  }
}

/** A dossier that leaves the rates without a result when it is late on record, also by voiding what was completed late. */
export function countEndedOverdue(counted: Contribution[], intake: IntakeSlice, { overdueFrom }: DeadlineSlice): void {
  const endedAt = leftAt(intake);
  if (intake.acceptedAt === null || endedAt === Infinity || overdueFrom === null) return;
  if (ranOnRecordUntil(intake) <= overdueFrom) return;
  counted.push({ measure: Measure.ENDED_OVERDUE, agency: agencyAt(intake, overdueFrom), day: dayOf(endedAt) });
}
