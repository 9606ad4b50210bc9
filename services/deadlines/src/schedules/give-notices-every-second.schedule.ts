import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { GiveNotices } from '../application/give-notices.js';

const SECOND_MS = 1_000;

/** Looks every second for notices to give; the next second is counted from the end of a pass, so passes never overlap. */
@Injectable()
export class GiveNoticesEverySecond implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(GiveNoticesEverySecond.name);
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();

  constructor(private readonly giveNotices: GiveNotices) {}

  onApplicationBootstrap(): void {
    this.waitForNext();
  }

  /** No pass begins any more, and one that runs finishes its batch while the pool is still open. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    await this.pass;
  }

  private waitForNext(): void {
    if (this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.pass = this.run();
    }, SECOND_MS);
  }

  private async run(): Promise<void> {
    try {
      await this.giveNotices.run(this.stop.signal);
    } catch (error) {
      this.logger.warn(`Notices wait for the next pass: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.waitForNext();
  }
}
