import { AppError, retried } from '@motcua/kernel';
import { TopicReader, type KafkaOptions } from '@motcua/messaging';
import { readProgress } from '../folding/index.js';
import type { HeardWatermarks, Watermark } from '../freshness/index.js';
import type { Query } from '../projection/index.js';
import type { Instant } from '../time/index.js';

export interface FoldBarrierOptions {
  readonly kafka: KafkaOptions;
  readonly watermarks: HeardWatermarks;
  /** Reads the newest committed progress. */
  readonly query: Query;
  /** @default 120 s */
  readonly limitMs?: number;
}

const LOOK_MS = 200;
/** A watermark this much younger than the question was measured after it, though it takes a while to be heard. */
const SURELY_LATER_MS = 1_000;

/** Waits until what a service has committed is folded, whatever it goes on to commit meanwhile. */
export class FoldBarrier {
  constructor(private readonly options: FoldBarrierOptions) {}

  /**
   * Resolves when every event that `service` had committed at the time of the call has been sent and folded.
   * @throws AppError `fold-not-followed`, retryable, when that takes too long: it is not known then
   */
  async passed(service: string, topic: string): Promise<void> {
    const { kafka, query, limitMs = 120_000 } = this.options;
    const give = `Events of ${service} that were committed ${limitMs / 1_000} s ago`;
    await this.untilWatermark(
      service,
      `${give} still wait in its outbox, or its relay is silent`,
      ({ appendedAt, oldestUnsentAgeMs }, askedAt) =>
        oldestUnsentAgeMs === null || appendedAt - oldestUnsentAgeMs > askedAt,
    );
    const reader = await TopicReader.open(kafka);
    const ends = (await reader.ends([topic]).finally(() => reader.close())).get(topic)!;
    await this.until(`${give} are not folded yet`, limitMs, async () => {
      const progress = await readProgress(query);
      return progress.every(({ partition, nextOffsets }) => (nextOffsets[topic] ?? 0) >= (ends[partition] ?? 0));
    });
  }

  /**
   * Resolves when `service` had taken in, and committed the effect of, every record that stood in its topics at the time
   * of the call.
   * @throws AppError `fold-not-followed`, retryable
   */
  async takenIn(service: string): Promise<void> {
    await this.untilWatermark(
      service,
      `Records wait to be taken in by ${service}`,
      ({ appendedAt, consumer }, askedAt) => {
        if (consumer === null) return true;
        const { oldestPendingAt, measuredAgeMs } = consumer;
        if (measuredAgeMs === null || appendedAt - measuredAgeMs <= askedAt) return false;
        return oldestPendingAt === null || oldestPendingAt > askedAt;
      },
    );
  }

  /** Waits for a watermark that was made after the call and says what is hoped for. All instants are the broker's. */
  private async untilWatermark(
    service: string,
    fault: string,
    holds: (watermark: Watermark, askedAt: Instant) => boolean,
  ): Promise<void> {
    const { watermarks, limitMs = 120_000 } = this.options;
    let askedAt: Instant | null = null;
    await this.until(fault, limitMs, async () => {
      askedAt ??= watermarks.brokerNow;
      const watermark = watermarks.all.get(service);
      if (askedAt === null || !watermark || watermark.appendedAt <= askedAt + SURELY_LATER_MS) return false;
      return holds(watermark, askedAt);
    });
  }

  private async until(fault: string, limitMs: number, done: () => Promise<boolean>): Promise<void> {
    const notYet = new AppError(`${fault}.`, { code: 'fold-not-followed', retryable: true });
    const look = async (): Promise<void> => {
      if (!(await done())) throw notYet;
    };
    const policy = { firstMs: LOOK_MS, longestMs: LOOK_MS, forMs: limitMs };
    await retried(look, { policy, canPass: (error) => error === notYet });
  }
}
