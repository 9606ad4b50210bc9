import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SendDueNotifications } from '../notifications/send-due-notifications.js';

const SECOND_MS = 1_000;

/** What is being sent gets this long when the process stops; a mail that is cut off may arrive twice. */
const GRACE_MS = 5_000;

/** Looks every second for notifications to send; the next second is counted from the end of a pass, so passes never overlap. */
@Injectable()
export class SendNotifications implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SendNotifications.name);
  private readonly stop = new AbortController();
  private readonly cut = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();

  constructor(private readonly sendDueNotifications: SendDueNotifications) {}

  onApplicationBootstrap(): void {
    this.waitForNext();
  }

  /** No batch begins any more; one that runs is finished, or cut off, while the pool is still open. */
  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    const grace = setTimeout(() => this.cut.abort(), GRACE_MS);
    await this.pass;
    clearTimeout(grace);
  }

  private waitForNext(): void {
    if (this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.pass = this.run();
    }, SECOND_MS);
  }

  private async run(): Promise<void> {
    try {
      await this.sendDueNotifications.run(this.stop.signal, this.cut.signal);
    } catch (error) {
      this.logger.warn(
        `Notifications wait for the next pass: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    this.waitForNext();
  }
}
