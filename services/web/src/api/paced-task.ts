export interface PacedTaskOptions {
  /** Does the work once; a rejection is retried. */
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** Least time between two starts. */
  readonly paceMs: number;
  /** Wait after a failure. */
  readonly retryMs: number;
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/**
 * Work asked for often and done seldom: never two at once, never faster than the pace, and a request made while it
 * runs leads to one more run. `stop` aborts what runs and is final.
 */
export class PacedTask {
  readonly #options: PacedTaskOptions;
  readonly #abort = new AbortController();
  #startedAt = Number.NEGATIVE_INFINITY;
  #running = false;
  #wanted = false;
  #cancelTimer: (() => void) | null = null;

  constructor(options: PacedTaskOptions) {
    this.#options = options;
  }

  request(): void {
    this.#wanted = true;
    if (!this.#running && this.#cancelTimer === null) this.#schedule(this.#untilPace());
  }

  stop(): void {
    this.#abort.abort();
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #untilPace(): number {
    return Math.max(0, this.#startedAt + this.#options.paceMs - this.#options.now());
  }

  #schedule(delayMs: number): void {
    if (this.#abort.signal.aborted) return;
    this.#cancelTimer = this.#options.after(delayMs, () => {
      this.#cancelTimer = null;
      void this.#runOnce();
    });
  }

  async #runOnce(): Promise<void> {
    this.#running = true;
    this.#wanted = false;
    this.#startedAt = this.#options.now();
    const succeeded = await this.#options.run(this.#abort.signal).then(
      () => true,
      () => false,
    );
    this.#running = false;
    if (!succeeded) this.#schedule(this.#options.retryMs);
    else if (this.#wanted) this.#schedule(this.#untilPace());
  }
}
