import type { Frame } from './frame.js';

/** `connecting` is the first attempt, of which nothing is known yet. */
export type LineStatus = 'connecting' | 'live' | 'stale' | 'disconnected';

/** What is known about the line to the metrics service. Instants are milliseconds. */
export interface LineState {
  readonly frame: Frame | null;
  /** When the last frame that counted came in, by this browser's clock. */
  readonly heardAt: number | null;
  readonly open: boolean;
  /** True from the first loss of a connection on. */
  readonly lost: boolean;
  /** True from the opening of a connection until its first frame. */
  readonly resumed: boolean;
}

export type LineEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'received'; readonly frame: Frame; readonly at: number };

/** A line on which nothing was heard for this long is stale. */
export const silenceLimitMs = 5_000;

export const closedLine: LineState = { frame: null, heardAt: null, open: false, lost: false, resumed: false };

/** The next state; a frame that is not newer changes nothing, so that it cannot make an old picture look fresh. */
export function advance(state: LineState, event: LineEvent): LineState {
  switch (event.kind) {
    case 'opened':
      return { ...state, open: true, resumed: true };
    case 'failed':
      return state.open || !state.lost ? { ...state, open: false, lost: true } : state;
    case 'received':
      return supersedes(event.frame, state)
        ? { ...state, frame: event.frame, heardAt: event.at, open: true, resumed: false }
        : { ...state, open: true, resumed: false };
  }
}

/**
 * Frames are ordered by number. Only the first frame after a reconnection may carry a lower one, if it was made
 * later: the numbers began anew because the other side's database did.
 */
export function supersedes(candidate: Frame, { frame, resumed }: LineState): boolean {
  if (frame === null || candidate.number > frame.number) return true;
  return resumed && candidate.number < frame.number && Date.parse(candidate.at) > Date.parse(frame.at);
}

export function statusOf({ frame, heardAt, open, lost }: LineState, now: number): LineStatus {
  if (frame === null && !lost) return 'connecting';
  if (!open || frame === null || heardAt === null) return 'disconnected';
  return frame.freshness.stale || now - heardAt > silenceLimitMs ? 'stale' : 'live';
}

/** How old the shown picture is: as reported while the line lives, plus the silence since when it does not. */
export function behindSeconds(state: LineState, now: number): number | null {
  const { frame, heardAt } = state;
  if (frame === null || heardAt === null) return null;
  const reported = frame.freshness.behindSeconds;
  if (statusOf(state, now) === 'live') return reported;
  const silence = Math.floor((now - heardAt) / 1_000);
  // A short silence adds nothing to "unknown"; a long one is itself a delay.
  return reported === null && silence < silenceLimitMs / 1_000 ? null : Math.ceil((reported ?? 0) + silence);
}
