import type { DeadlineStateV1 } from '@motcua/contracts';
import type { Clock } from './clock-facts.js';
import type { Step } from './step.js';
import { ranUntil } from './lateness.js';

export const noticeKinds = ['due-soon', 'missed'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** From when each notice may be published; null when none is due. */
export interface PlannedNotices {
  readonly dueSoonFrom: Date | null;
  readonly missedFrom: Date | null;
}

/** Late entries mostly come together: the completion is likely to follow within this time. */
const LATE_ENTRY_MS = 10 * 60_000;

/** The state's field of a notice, and the field of the instant that it is about. */
export const NOTICE_FIELDS = {
  'due-soon': { notice: 'dueSoonNotice', instant: 'dueSoonAt' },
  missed: { notice: 'missedNotice', instant: 'currentDueAt' },
} as const satisfies Readonly<Record<NoticeKind, { notice: keyof DeadlineStateV1; instant: keyof DeadlineStateV1 }>>;

/**
 * The notices that are due for a clock after it was recorded. A paused or ended clock has none, and none is published twice. For an
 * instant that had passed when it was recorded the notice waits ten minutes, so that a dossier that is entered late and completed
 * at once causes none.
 */
export function planNotices(state: DeadlineStateV1, recordedAt: Date): PlannedNotices {
  const runs = state.closedAt === null && state.pauses.at(-1)?.to !== null;
  const from = (kind: NoticeKind): Date | null => {
    const { notice, instant } = NOTICE_FIELDS[kind];
    const text = state[instant];
    if (!runs || text === null || state[notice] !== null) return null;
    // Completed at the due instant is on time, so it is missed from the millisecond after.
    const at = new Date(Date.parse(text) + (kind === 'missed' ? 1 : 0));
    return at > recordedAt ? at : new Date(recordedAt.getTime() + LATE_ENTRY_MS);
  };
  return { dueSoonFrom: from('due-soon'), missedFrom: from('missed') };
}

/**
 * Retracts the notices that prove wrong by what is known now: the clock had ended or was paused at the instant, or the instant has
 * moved into the future. The times of the happenings decide, not the times at which they arrived.
 */
export function retractions(clock: Clock, now: Date): readonly Step[] {
  const steps: Step[] = [];
  let { state } = clock;
  for (const kind of wrongNotices(state, now)) {
    state = { ...state, [NOTICE_FIELDS[kind].notice]: null };
    steps.push({ name: 'notice-retracted', happenedAt: now.toISOString(), clock: { ...clock, state } });
  }
  return steps;
}

function wrongNotices(state: DeadlineStateV1, now: Date): readonly NoticeKind[] {
  // Whether an unknown instant has come is not known either.
  if (state.parked !== null) return [];
  const until = ranUntil(state, now.toISOString());
  return noticeKinds.filter((kind) => {
    const { notice, instant } = NOTICE_FIELDS[kind];
    const at = state[instant];
    if (state[notice] === null) return false;
    // Equality is on time: a clock that ended at its due instant did not miss it.
    return at === null || until < at || (kind === 'missed' && until === at);
  });
}
