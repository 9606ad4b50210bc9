import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop } from '@motcua/kernel';
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
 * Measures every second since when records have been waiting for this service's consumer, in whichever process it runs. It
 * asks the broker what the group has committed, so it also sees a consumer that is dead, frozen or stuck.
 */
export class ConsumerLag implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ConsumerLag.name);
  private readonly loop = new Loop({
    round: () => this.watch(),
    restMs: EVERY_MS,
    onFailure: (error) => this.logger.debug(`The consumer's lag cannot be measured: ${String(error)}`),
  });
  private measured: { readonly oldestPendingAt: Date | null; readonly at: number } | null = null;

  constructor(private readonly options: ConsumerLagOptions) {}

  /** What the watermark reports of the consumer. */
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
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Measures over one connection for as long as it lasts. */
  private async watch(): Promise<void> {
    const { kafka, groupId, topics } = this.options;
    const pending = await PendingRecords.open(kafka);
    try {
      while (!this.loop.isStopping) {
        const at = performance.now();
        this.measured = { oldestPendingAt: await pending.oldestOfGroup(groupId, topics), at };
        await this.loop.rest(EVERY_MS);
      }
    } finally {
      await pending.close();
    }
  }
}
