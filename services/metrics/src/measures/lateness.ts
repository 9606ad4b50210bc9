import type { IntakeSlice, Pause } from '../facts/index.js';
import type { Instant } from '../time/index.js';

/** A stretch of time; the end is Infinity while it lasts. */
export type Span = readonly [from: Instant, to: Instant];

/** The earliest of completion, withdrawal and termination; Infinity while it is open. */
export function endOf({ completedAt, withdrawnAt, terminatedAt }: IntakeSlice): Instant {
  return Math.min(completedAt ?? Infinity, withdrawnAt ?? Infinity, terminatedAt ?? Infinity);
}

/** When a dossier is overdue: from its due instant to its end, without the times in which the clock stands still. */
export function overdueSpans(dueAt: Instant | null, pauses: readonly Pause[], endedAt: Instant): readonly Span[] {
  const spans: Span[] = [];
  if (dueAt === null) return spans;
  let from = dueAt;
  for (const pause of pauses) {
    const resumedAt = pause.to ?? Infinity;
    if (resumedAt <= from) continue;
    const to = Math.min(pause.from, endedAt);
    if (from < to) spans.push([from, to]);
    from = resumedAt;
  }
  if (from < endedAt) spans.push([from, endedAt]);
  return spans;
}

/** The settling agency that had the dossier on record at `instant`; a transfer entered at that very instant counts as done. */
export function agencyAt({ settlingAgency, transfers }: IntakeSlice, instant: Instant): string {
  return transfers?.find(({ recordedAt }) => recordedAt > instant)?.fromAgency ?? settlingAgency;
}

/**
 * Until when the clock of a dossier that has ended ran by what was entered: until its end was entered, or the stop that
 * lasted until its end. So nothing that is entered late hides that it was late. A completion that was voided is still the
 * end; what was not noted counts as entered when it happened.
 */
export function ranOnRecordUntil(intake: IntakeSlice): Instant {
  const { completedAt, completionRecordedAt, openStopRecordedAt, endRecordedAt } = intake;
  if (completedAt !== null) return completionRecordedAt ?? completedAt;
  return openStopRecordedAt ?? endRecordedAt ?? leftAt(intake);
}

/** The earliest of withdrawal, termination and voiding, which lead out of the rates; Infinity while there is none. */
export function leftAt({ withdrawnAt, terminatedAt, voidedAt }: IntakeSlice): Instant {
  return Math.min(withdrawnAt ?? Infinity, terminatedAt ?? Infinity, voidedAt ?? Infinity);
}
