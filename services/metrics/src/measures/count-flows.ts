import type { DeadlineSlice, IntakeSlice } from '../facts/index.js';
import { type DayNumber, dayOf, type Instant } from '../time/index.js';
import type { Contribution } from './contribution.js';
import { endOf, overdueSpans, type Span } from './lateness.js';
import { Measure } from './measures.js';

type Count = (measure: Measure, day: DayNumber) => void;

/**
 * Open, suspended and overdue are kept as flows by local day. Events from the future are refused, so openings, closings,
 * pauses and the end of being overdue lie in the past, and the sum of all their days is the state now. Only the
 * beginning of being overdue is known ahead: it counts on the day of the due instant as soon as that is promised.
 * So overdue now = began less ended through today, less the running dossiers whose due instant is still ahead today,
 * which an index finds. A clock that stands still or has ended before its due instant began nothing.
 */
export function countFlows(
  counted: Contribution[],
  intake: IntakeSlice,
  deadline: DeadlineSlice | null,
  openedOn: DayNumber,
): void {
  const { settlingAgency: agency } = intake;
  const endedAt = endOf(intake);
  const count: Count = (measure, day) => void counted.push({ measure, agency, day });
  count(Measure.OPENED, openedOn);
  if (endedAt !== Infinity) count(Measure.CLOSED, dayOf(endedAt));
  const { pauses, currentDueAt } = deadline ?? { pauses: [], currentDueAt: null };
  for (const { from, to } of pauses) {
    if (from >= endedAt) break;
    count(Measure.SUSPENDED, dayOf(from));
    const resumedAt = Math.min(to ?? Infinity, endedAt);
    if (resumedAt !== Infinity) count(Measure.RESUMED, dayOf(resumedAt));
  }
  const spans = overdueSpans(currentDueAt, pauses, endedAt);
  for (const [from, to] of spans) {
    count(Measure.OVERDUE_BEGAN, dayOf(from));
    if (to !== Infinity) count(Measure.OVERDUE_ENDED, dayOf(to));
  }
  countLateBy766(count, spans, intake.secondSupplementAt, endedAt);
}

/** Decision 766: late once overdue, and for good; a second request for supplements makes it late too. */
function countLateBy766(count: Count, spans: readonly Span[], askedAgainAt: Instant | null, endedAt: Instant): void {
  const overdueFrom = spans[0]?.[0] ?? Infinity;
  const bySupplement = askedAgainAt !== null && askedAgainAt < Math.min(overdueFrom, endedAt);
  if (bySupplement) count(Measure.LATE_BY_SECOND_SUPPLEMENT, dayOf(askedAgainAt));
  for (const [from] of bySupplement ? spans : spans.slice(1)) count(Measure.LATE_ALREADY, dayOf(from));
  if ((bySupplement || spans.length > 0) && endedAt !== Infinity) count(Measure.LATE_CLOSED, dayOf(endedAt));
}
