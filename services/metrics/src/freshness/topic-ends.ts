import { Logger } from '@nestjs/common';
import { EVENT_TOPICS } from '@motcua/contracts';
import { PendingRecords, TopicReader, type KafkaOptions } from '@motcua/messaging';
import { setTimeout as delay } from 'node:timers/promises';
import type { FoldLag } from './fold-lag.js';

const EVERY_MS = 500;

/**
 * Looks twice a second how far the event topics reach, and, while something waits to be folded, since when it has stood
 * there; passes both to the fold's lag. While the broker is away it tries on.
 */
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
      try {
        await this.watch();
      } catch (error) {
        this.logger.debug(`The ends of the topics cannot be seen: ${String(error)}`);
        await this.pause();
      }
    }
  }

  private async watch(): Promise<void> {
    const reader = await TopicReader.open(this.kafka);
    let pending: PendingRecords | undefined;
    try {
      pending = await PendingRecords.open(this.kafka);
      while (!this.stopped.signal.aborted) {
        this.lag.see(await reader.ends(EVENT_TOPICS), performance.now());
        const waits = this.lag.unfoldedFor(performance.now(), null) !== null;
        const oldest = waits ? await pending.oldest(this.lag.positions) : null;
        this.lag.seeOldest(oldest === null ? null : oldest.getTime());
        await this.pause();
      }
    } finally {
      await Promise.all([reader.close(), pending?.close()]);
    }
  }

  private async pause(): Promise<void> {
    await delay(EVERY_MS, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }
}
