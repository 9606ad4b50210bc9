import { decodeFrame } from './decode.js';
import type { Frame, Hop } from './frame.js';
import { advance, behindSeconds, closedLine, statusOf, type LineState, type LineStatus } from './line-state.js';

/** What a push connection tells. */
export interface LineHandlers {
  readonly opened: () => void;
  readonly received: (data: string) => void;
  /** `final` when the connection will not come back by itself. */
  readonly lost: (final: boolean) => void;
}

export interface LiveLineOptions {
  /** Opens a connection; returns a way to close it, after which no handler is called. */
  readonly connect: (handlers: LineHandlers) => () => void;
  readonly now: () => number;
  /** Runs once after the delay; returns a way to cancel it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** What the page shows of the line; the same object until something visible changes. */
export interface LineSnapshot {
  readonly frame: Frame | null;
  readonly status: LineStatus;
  readonly behindSeconds: number | null;
  /** What the service says makes it stale. */
  readonly hop: Hop | null;
  readonly reason: string | null;
}

const tickMs = 500;
const firstRetryMs = 1_000;
const lastRetryMs = 10_000;
/** A connection can die without an error; silence this long is answered by a new one. */
const giveUpMs = 15_000;

/**
 * Keeps one push connection for as long as anybody listens. A connection that was lost for good, or is silent for too
 * long, is replaced with growing pauses.
 */
export class LiveLine {
  readonly #options: LiveLineOptions;
  readonly #listeners = new Set<() => void>();
  #state: LineState = closedLine;
  #snapshot: LineSnapshot = { frame: null, status: 'connecting', behindSeconds: null, hop: null, reason: null };
  #disconnect: (() => void) | null = null;
  #connectedAt = 0;
  #retryMs = firstRetryMs;
  #cancelRetry: (() => void) | null = null;
  #cancelTick: (() => void) | null = null;

  constructor(options: LiveLineOptions) {
    this.#options = options;
  }

  readonly snapshot = (): LineSnapshot => this.#snapshot;

  /** The connection is held while anybody listens. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  #start(): void {
    this.#state = { ...this.#state, lost: false };
    this.#connect();
    this.#tick();
  }

  #stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelTick?.();
    this.#drop();
    this.#state = advance(this.#state, { kind: 'failed' });
  }

  #tick(): void {
    this.#cancelTick = this.#options.after(tickMs, () => {
      const quietSince = Math.max(this.#connectedAt, this.#state.heardAt ?? 0);
      if (this.#disconnect !== null && this.#options.now() - quietSince > giveUpMs) this.#retryLater();
      this.#publish();
      this.#tick();
    });
  }

  #connect(): void {
    this.#connectedAt = this.#options.now();
    this.#disconnect = this.#options.connect({
      opened: () => this.#apply(advance(this.#state, { kind: 'opened' })),
      received: (data) => this.#receive(data),
      lost: (final) => {
        if (final) this.#retryLater();
        else this.#apply(advance(this.#state, { kind: 'failed' }));
      },
    });
  }

  #receive(data: string): void {
    let frame: Frame;
    try {
      frame = decodeFrame(data);
    } catch (cause) {
      // The picture stays as it is and turns stale: better than a page that half believes a broken frame.
      console.error('A frame could not be read', cause);
      return;
    }
    this.#retryMs = firstRetryMs;
    this.#apply(advance(this.#state, { kind: 'received', frame, at: this.#options.now() }));
  }

  #retryLater(): void {
    this.#drop();
    this.#apply(advance(this.#state, { kind: 'failed' }));
    this.#cancelRetry = this.#options.after(this.#retryMs, () => {
      this.#cancelRetry = null;
      this.#connect();
    });
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
  }

  #drop(): void {
    this.#disconnect?.();
    this.#disconnect = null;
  }

  #apply(state: LineState): void {
    this.#state = state;
    this.#publish();
  }

  #publish(): void {
    const now = this.#options.now();
    const { frame } = this.#state;
    const next: LineSnapshot = {
      frame,
      status: statusOf(this.#state, now),
      behindSeconds: behindSeconds(this.#state, now),
      hop: frame?.freshness.hop ?? null,
      reason: frame?.freshness.reason ?? null,
    };
    if (sameSnapshot(next, this.#snapshot)) return;
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }
}

function sameSnapshot(left: LineSnapshot, right: LineSnapshot): boolean {
  return left.frame === right.frame && left.status === right.status && left.behindSeconds === right.behindSeconds;
}
