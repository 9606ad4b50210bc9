import { rest } from './retry.js';

export interface LoopOptions {
  /** One round; ends soon after `stop` was raised. */
  readonly round: (stop: AbortSignal) => Promise<void>;
  /** The pause from the end of a round to the beginning of the next one. */
  readonly restMs: number;
  /** Whether the first round waits for a pause, too. @default false */
  readonly restFirst?: boolean;
  /** Called after a round that failed; the next one follows after the same pause. Not called once the loop is stopped. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Work that is done round after round, in the background, until it is stopped. Rounds never overlap. A round that lasts
 * calls {@link rest}, or {@link restUntilWoken} where `wake` may end the wait.
 */
export class Loop {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private isWoken = false;
  private endRest: () => void = () => undefined;
  private readonly options: LoopOptions;

  constructor(options: LoopOptions) {
    this.options = options;
  }

  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Returns at once. */
  start(): void {
    this.running = this.run();
  }

  /** Begins no further round, raises the signal of the one that runs, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Ends the present or the next {@link restUntilWoken}, so that what came in during a round is worked on right after it. */
  wake(): void {
    this.isWoken = true;
    this.endRest();
  }

  /** Waits, or until the loop is stopped. */
  async rest(milliseconds: number): Promise<void> {
    await rest(milliseconds, this.stopping.signal);
  }

  /** Waits, or until the loop is woken or stopped. */
  async restUntilWoken(milliseconds: number): Promise<void> {
    const woken = new AbortController();
    this.endRest = () => woken.abort();
    if (!this.isWoken) await rest(milliseconds, AbortSignal.any([woken.signal, this.stopping.signal]));
    this.isWoken = false;
  }

  private async run(): Promise<void> {
    const { round, restMs, restFirst = false, onFailure } = this.options;
    if (restFirst) await this.rest(restMs);
    while (!this.isStopping) {
      try {
        await round(this.stopping.signal);
      } catch (error) {
        if (!this.isStopping) onFailure(error);
      }
      await this.rest(restMs);
    }
  }
}
