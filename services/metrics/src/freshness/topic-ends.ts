import { Logger } from '@nestjs/common';
import { EVENT_TOPICS } from '@motcua/contracts';
import { Loop } from '@motcua/kernel';
import { PendingRecords, TopicReader, type KafkaOptions } from '@motcua/messaging';
import type { FoldLag } from './fold-lag.js';

const EVERY_MS = 500;

/**
 * Looks twice a second how far the event topics reach, and, while something waits to be folded, since when it has stood
 * there; passes both to the fold's lag. While the broker is away it tries on.
 */
export class TopicEnds {
  private readonly logger = new Logger(TopicEnds.name);
  private readonly loop = new Loop({
    round: () => this.watch(),
    restMs: EVERY_MS,
    onFailure: (error) => this.logger.debug(`The ends of the topics cannot be seen: ${String(error)}`),
  });

  constructor(
    private readonly kafka: KafkaOptions,
    private readonly lag: FoldLag,
  ) {}

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  private async watch(): Promise<void> {
    const reader = await TopicReader.open(this.kafka);
    let pending: PendingRecords | undefined;
    try {
      pending = await PendingRecords.open(this.kafka);
      while (!this.loop.isStopping) {
        this.lag.see(await reader.ends(EVENT_TOPICS), performance.now());
        const waits = this.lag.unfoldedFor(performance.now(), null) !== null;
        const oldest = waits ? await pending.oldest(this.lag.positions) : null;
        this.lag.seeOldest(oldest === null ? null : oldest.getTime());
        await this.loop.rest(EVERY_MS);
      }
    } finally {
      await Promise.all([reader.close(), pending?.close()]);
    }
  }
}
