import type { IntakeRegister, Pause } from './fact.js';
import type { Instant } from './local-calendar.js';

/** A stretch of time; the end is Infinity while it lasts. */
export type Span = readonly [from: Instant, to: Instant];

/** The earliest of completion, withdrawal and termination; Infinity while it is open. */
export function endOf({ completedAt, withdrawnAt, terminatedAt }: IntakeRegister): Instant {
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

/** The settling agency that had the dossier just after `instant`; a transfer at that very instant counts as done. */
export function agencyAfter({ settlingAgency, transfers }: IntakeRegister, instant: Instant): string {
  return transfers?.find(({ at }) => at > instant)?.fromAgency ?? settlingAgency;
}
