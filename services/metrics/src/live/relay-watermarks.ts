import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { InstantText, WATERMARKS_TOPIC } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import { KAFKA_OPTIONS, PartitionFollower, type KafkaOptions } from '@motcua/messaging';
import { z } from 'zod';
import type { Watermark } from '../domain/freshness.js';

const WatermarkValue = z.object({ service: z.string(), at: InstantText, oldestUnsentAt: InstantText.nullable() });

/** Hears what every relay says of its outbox each second. Every replica hears all of it, from the moment it starts. */
@Injectable()
export class RelayWatermarks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RelayWatermarks.name);
  private readonly heard = new Map<string, Watermark>();
  private readonly follower: PartitionFollower;

  constructor(@Inject(KAFKA_OPTIONS) kafka: KafkaOptions) {
    this.follower = new PartitionFollower({
      kafka,
      // A group of its own, which ends with the process: it commits nothing.
      groupId: `${kafka.topicPrefix ?? ''}metrics.watermarks.${uuidv7()}`,
      topics: [WATERMARKS_TOPIC],
      positions: async (partitions) =>
        partitions.map((partition) => ({ partition, clusterId: null, nextOffsets: 'end' as const })),
      onBatch: async ({ records }) => records.forEach(({ value }) => this.hear(String(value ?? ''))),
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

  private hear(text: string): void {
    try {
      const { service, at, oldestUnsentAt } = WatermarkValue.parse(JSON.parse(text));
      const watermark = {
        at: Date.parse(at),
        oldestUnsentAt: oldestUnsentAt === null ? null : Date.parse(oldestUnsentAt),
      };
      if (watermark.at >= (this.heard.get(service)?.at ?? 0)) this.heard.set(service, watermark);
    } catch (error) {
      // Losing one is harmless: the next comes within a second, or the relay shows as silent.
      this.logger.warn(`A watermark cannot be read: ${String(error)}`);
    }
  }
}
