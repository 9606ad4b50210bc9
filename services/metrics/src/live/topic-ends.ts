import { EVENT_TOPICS } from '@motcua/contracts';
import { createKafka, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { Logger } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import type { FoldLag } from './fold-lag.js';

const EVERY_MS = 500;

/** Looks twice a second how far the event topics reach, and tells the fold's lag. While the broker is away it tries on. */
export class TopicEnds {
  private readonly logger = new Logger(TopicEnds.name);
  private readonly stopped = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly kafka: KafkaOptions,
    private readonly lag: FoldLag,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const admin = createKafka(this.kafka).admin({ retry: { retries: 0 } });
      try {
        await admin.connect();
        await this.watch(admin);
      } catch (error) {
        this.logger.debug(`The ends of the topics cannot be seen: ${String(error)}`);
        await this.pause();
      } finally {
        await admin.disconnect().catch((cause: unknown) => this.logger.debug(String(cause)));
      }
    }
  }

  private async watch(admin: Admin): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const ends = await Promise.all(
        EVENT_TOPICS.map(async (topic) => {
          const partitions: number[] = [];
          for (const { partition, high } of await admin.fetchTopicOffsets(physicalTopic(this.kafka, topic))) {
            partitions[partition] = Number(high);
          }
          return [topic, partitions] as const;
        }),
      );
      this.lag.see(new Map(ends), Date.now());
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    await delay(EVERY_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
