import type { DeadlineStateV1 } from '@motcua/contracts';

/** From when each notice may be given; null when none is wanted. */
export interface PlannedNotices {
  readonly dueSoonFrom: Date | null;
  readonly missedFrom: Date | null;
}

/** What was entered late is mostly entered in one go: its completion is likely to follow within this time. */
const LATE_ENTRY_MS = 10 * 60_000;

/**
 * The notices that a clock wants after it was recorded. A clock that stands still or has ended wants none. An instant
 * that had passed already when it was recorded waits ten minutes, so that a dossier entered late and completed at once
 * makes no noise.
 */
export function planNotices(state: DeadlineStateV1, recordedAt: Date): PlannedNotices {
  const runs = state.closedAt === null && state.pauses.at(-1)?.to !== null;
  const from = (instant: string | null): Date | null => {
    if (!runs || instant === null) return null;
    const at = new Date(instant);
    return at > recordedAt ? at : new Date(recordedAt.getTime() + LATE_ENTRY_MS);
  };
  return { dueSoonFrom: from(state.dueSoonAt), missedFrom: from(state.currentDueAt) };
}
