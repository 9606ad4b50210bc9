import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { WATERMARKS_TOPIC } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import {
  KAFKA_OPTIONS,
  PartitionFollower,
  RelayWatermark,
  type FollowedRecord,
  type KafkaOptions,
} from '@motcua/messaging';
import type { Instant } from '../time/index.js';
import type { Watermark } from './freshness.js';

/** What services have reported of themselves, and the time by the broker's clock. */
export interface HeardWatermarks {
  /** By service. */
  readonly all: ReadonlyMap<string, Watermark>;
  /** Null while none was heard. */
  readonly brokerNow: Instant | null;
}

interface Heard extends Watermark {
  /** By this process's monotonic clock. */
  readonly heardAt: number;
}

/** Hears what every relay says of its outbox each second. Every replica hears all of it, from the moment it starts. */
@Injectable()
export class RelayWatermarks implements HeardWatermarks, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RelayWatermarks.name);
  private readonly heard = new Map<string, Heard>();
  private readonly follower: PartitionFollower;

  constructor(@Inject(KAFKA_OPTIONS) kafka: KafkaOptions) {
    this.follower = new PartitionFollower({
      kafka,
      // A group of its own, which ends with the process: it commits nothing.
      groupId: `${kafka.topicPrefix ?? ''}metrics.watermarks.${uuidv7()}`,
      topics: [WATERMARKS_TOPIC],
      positions: async (partitions) =>
        partitions.map((partition) => ({ partition, clusterId: null, nextOffsets: 'end' as const })),
      onBatch: async ({ records }) => records.forEach((record) => this.hear(record)),
    });
  }

  onApplicationBootstrap(): void {
    this.follower.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.follower.stop();
  }

  /** By service. */
  get all(): ReadonlyMap<string, Watermark> {
    return this.heard;
  }

  /** The latest append time heard, and what this process's monotonic clock has counted since: no clock is compared. */
  get brokerNow(): Instant | null {
    const now = performance.now();
    const estimates = [...this.heard.values()].map(({ appendedAt, heardAt }) => appendedAt + (now - heardAt));
    return estimates.length > 0 ? Math.max(...estimates) : null;
  }

  hear({ value, timestamp }: Pick<FollowedRecord, 'value' | 'timestamp'>): void {
    try {
      const watermark = RelayWatermark.parse(JSON.parse(String(value ?? '')));
      this.heard.set(watermark.service, {
        appendedAt: Number(timestamp),
        heardAt: performance.now(),
        oldestUnsentAgeMs: unsentAge(watermark),
        consumer: watermark.consumer ? consumerOf(watermark.consumer) : null,
      });
    } catch (error) {
      // Losing one is harmless: the next comes within a second, or the relay shows as silent.
      this.logger.warn(`A watermark cannot be read: ${String(error)}`);
    }
  }
}

/** An earlier edition says no age; both its instants are by one clock, so their difference is no matter of which. */
function unsentAge({ at, oldestUnsentAt, oldestUnsentAgeMs }: RelayWatermark): number | null {
  if (oldestUnsentAt === null) return null;
  return oldestUnsentAgeMs ?? Math.max(0, Date.parse(at) - Date.parse(oldestUnsentAt));
}

const consumerOf = ({
  oldestPendingAt,
  measuredAgeMs,
}: NonNullable<RelayWatermark['consumer']>): Watermark['consumer'] => ({
  oldestPendingAt: oldestPendingAt === null ? null : Date.parse(oldestPendingAt),
  measuredAgeMs,
});
