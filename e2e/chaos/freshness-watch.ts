import { setTimeout as delay } from 'node:timers/promises';

const LOOK_MS = 200;
/** A line that breaks shows as stale within five seconds: before that, "fresh" says nothing about the fault. */
const SHOWN_WITHIN_MS = 6_000;
const STEADY_MS = 1_000;
const PATIENCE_MS = 240_000;

/** Asks for the figures five times a second, as a page would, and remembers since when they have been fresh. */
export class FreshnessWatch {
  readonly #address: string;
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;
  #freshSince: number | null = null;
  #reason = 'nothing was heard yet';

  constructor(wall: string) {
    this.#address = `${wall}/api/metrics/indicators?period=2023`;
    this.#running = this.#watch();
  }

  /**
   * Waits until the figures are fresh and stay so.
   * @returns how long after `endOfFault` that began, 0 when the fault never showed; null when it does not come
   */
  async timeToFresh(endOfFault: number): Promise<number | null> {
    for (let now = Date.now(); now < endOfFault + PATIENCE_MS; now = Date.now()) {
      const since = this.#freshSince;
      if (now >= endOfFault + SHOWN_WITHIN_MS && since !== null && now >= since + STEADY_MS) {
        return Math.max(0, since - endOfFault);
      }
      await delay(LOOK_MS / 2);
    }
    return null;
  }

  /** Why the figures are not fresh, or what was wrong last. */
  get reason(): string {
    return this.#reason;
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const reason = await this.#whyStale().catch((fault: unknown) => String(fault));
      if (reason !== null) this.#freshSince = null;
      else this.#freshSince ??= Date.now();
      this.#reason = reason ?? this.#reason;
      await delay(LOOK_MS);
    }
  }

  async #whyStale(): Promise<string | null> {
    const answer = await fetch(this.#address, { signal: AbortSignal.timeout(2_000) });
    if (!answer.ok) return `answered ${answer.status}: ${(await answer.text()).slice(0, 200)}`;
    const { freshness } = (await answer.json()) as { freshness: { stale: boolean; reason: string | null } };
    return freshness.stale ? (freshness.reason ?? 'stale') : null;
  }
}
