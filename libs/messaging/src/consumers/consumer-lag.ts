import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { readGauge } from '../gauge.js';
import type { KafkaOptions } from '../kafka/kafka-client.js';
import { PendingRecords } from '../kafka/pending-records.js';
import type { RelayWatermark } from '../watermark.js';

export interface ConsumerLagOptions {
  readonly kafka: KafkaOptions;
  readonly groupId: string;
  /** Logical names. */
  readonly topics: readonly string[];
}

const EVERY_MS = 1_000;

/**
 * Looks every second since when records have been waiting for this service's consumer, in whichever of its processes it
 * runs: the broker is asked what the group has committed, so a consumer that is dead, frozen or stuck shows as well.
 */
export class ConsumerLag implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ConsumerLag.name);
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private measured: { readonly oldestPendingAt: Date | null; readonly at: number } | null = null;

  constructor(private readonly options: ConsumerLagOptions) {}

  /** As the watermark says it. */
  get reading(): NonNullable<RelayWatermark['consumer']> {
    const { measured } = this;
    return {
      oldestPendingAt: measured?.oldestPendingAt?.toISOString() ?? null,
      measuredAgeMs: measured && Math.round(performance.now() - measured.at),
    };
  }

  onApplicationBootstrap(): void {
    readGauge(
      'motcua_consumer_oldest_pending_age_seconds',
      'Age of the oldest record of its topics that this service has not taken in.',
      async () => {
        if (!this.measured) return Number.NaN;
        const { oldestPendingAt } = this.measured;
        return oldestPendingAt ? (Date.now() - oldestPendingAt.getTime()) / 1_000 : 0;
      },
    );
    this.running = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        await this.watch(await PendingRecords.open(this.options.kafka));
      } catch (error) {
        this.logger.debug(`The consumer's lag cannot be measured: ${String(error)}`);
        await this.pause();
      }
    }
  }

  private async watch(pending: PendingRecords): Promise<void> {
    const { groupId, topics } = this.options;
    try {
      while (!this.stopped.signal.aborted) {
        const at = performance.now();
        this.measured = { oldestPendingAt: await pending.oldestOfGroup(groupId, topics), at };
        await this.pause();
      }
    } finally {
      await pending.close();
    }
  }

  private async pause(): Promise<void> {
    await delay(EVERY_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
