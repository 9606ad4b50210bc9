import type { DeadlineStateV1 } from '@motcua/contracts';
import type { Clock } from './clock-facts.js';
import type { Step } from './step.js';
import { ranUntil } from './lateness.js';

export const noticeKinds = ['due-soon', 'missed'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** From when each notice may be given; null when none is wanted. */
export interface PlannedNotices {
  readonly dueSoonFrom: Date | null;
  readonly missedFrom: Date | null;
}

/** What was entered late is mostly entered in one go: its completion is likely to follow within this time. */
const LATE_ENTRY_MS = 10 * 60_000;

/** The state's field that holds a notice, and the one that holds the instant it speaks of. */
export const NOTICE_FIELDS = {
  'due-soon': { notice: 'dueSoonNotice', instant: 'dueSoonAt' },
  missed: { notice: 'missedNotice', instant: 'currentDueAt' },
} as const satisfies Readonly<Record<NoticeKind, { notice: keyof DeadlineStateV1; instant: keyof DeadlineStateV1 }>>;

/**
 * The notices that a clock wants after it was recorded. A clock that stands still or has ended wants none, nor one that
 * was given. An instant that had passed already when it was recorded waits ten minutes, so that a dossier entered late
 * and completed at once makes no noise.
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
 * Takes back the notices that have proved wrong by what became known since: the clock had ended or stood still when the instant
 * came, or the instant has moved into the future. Judged by when things happened, whenever they were heard of.
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
  // Of an instant that is not known yet, nobody can tell whether it has come.
  if (state.parked !== null) return [];
  const until = ranUntil(state, now.toISOString());
  return noticeKinds.filter((kind) => {
    const { notice, instant } = NOTICE_FIELDS[kind];
    const at = state[instant];
    if (state[notice] === null) return false;
    // Equality is on time, so a clock that ended at its due instant was not missed.
    return at === null || until < at || (kind === 'missed' && until === at);
  });
}
