import { AppError } from '@motcua/kernel';
import { EndOffsets, type KafkaOptions } from '@motcua/messaging';
import { setTimeout as delay } from 'node:timers/promises';
import type { Watermark } from '../domain/freshness.js';
import { readProgress, type Query } from '../persistence/progress-store.js';

export interface FoldBarrierOptions {
  readonly kafka: KafkaOptions;
  /** What the relays last said, by service. */
  readonly watermarks: () => ReadonlyMap<string, Watermark>;
  /** Reads the newest committed progress. */
  readonly query: Query;
  /** @default 120 s */
  readonly limitMs?: number;
}

const LOOK_MS = 200;

/** Waits until what a service has committed is folded, whatever it goes on to commit meanwhile. */
export class FoldBarrier {
  constructor(private readonly options: FoldBarrierOptions) {}

  /**
   * Resolves when every event that `service` had committed at the time of the call has been sent and folded.
   * @throws AppError `fold-not-followed`, retryable, when that takes too long: nobody can tell then
   */
  async passed(service: string, topic: string): Promise<void> {
    const { kafka, watermarks, query, limitMs = 120_000 } = this.options;
    const askedAt = Date.now();
    const give = `Events of ${service} that were committed ${limitMs / 1_000} s ago`;
    await this.until(`${give} still wait in its outbox, or its relay is silent`, limitMs, async () => {
      const watermark = watermarks().get(service);
      if (!watermark || watermark.at <= askedAt) return false;
      return watermark.oldestUnsentAt === null || watermark.oldestUnsentAt > askedAt;
    });
    const offsets = await EndOffsets.open(kafka);
    const ends = (await offsets.read([topic]).finally(() => offsets.close())).get(topic)!;
    await this.until(`${give} are not folded yet`, limitMs, async () => {
      const progress = await readProgress(query);
      return progress.every(({ partition, nextOffsets }) => (nextOffsets[topic] ?? 0) >= (ends[partition] ?? 0));
    });
  }

  private async until(fault: string, limitMs: number, done: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + limitMs;
    while (!(await done())) {
      if (Date.now() > end) throw new AppError(`${fault}.`, { code: 'fold-not-followed', retryable: true });
      await delay(LOOK_MS);
    }
  }
}
