const PASS = 100;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

export interface SweepOptions {
  /** Ids after `after` of what is due, lowest first, at most `limit`. */
  readonly due: (after: string, limit: number) => Promise<readonly string[]>;
  /** Works on one of them, in a transaction of its own; handles its own failures. */
  readonly work: (id: string) => Promise<void>;
}

/**
 * Works on what is due, a hundred ids a pass. A pass goes on behind where the last one ended, and begins again at the first id
 * when none is left, so one that fails or waits for a lock does not keep the others waiting.
 */
export class Sweep {
  private after = BEFORE_ALL;

  constructor(private readonly options: SweepOptions) {}

  /** One pass; ends after the id at which `stop` was raised. */
  async run(stop: AbortSignal): Promise<void> {
    const { due, work } = this.options;
    const ids = await due(this.after, PASS);
    for (const id of ids) {
      if (stop.aborted) return;
      await work(id);
      this.after = id;
    }
    if (ids.length < PASS) this.after = BEFORE_ALL;
  }
}
