import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

const SECOND_MS = 1_000;

/**
 * Something that is looked after every second; the next second is counted from the end of a pass, so passes never
 * overlap. A pass that fails is told and left to the next one. On shutdown no pass begins any more, and one that runs
 * is asked to stop and waited for while the pool is still open.
 */
export abstract class EverySecond implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(this.constructor.name);
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();

  /** One pass; ends soon after `stop` was raised. */
  protected abstract run(stop: AbortSignal): Promise<void>;

  onApplicationBootstrap(): void {
    this.waitForNext();
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    clearTimeout(this.timer);
    await this.pass;
  }

  private waitForNext(): void {
    if (this.stop.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.pass = this.runAndWait();
    }, SECOND_MS);
  }

  private async runAndWait(): Promise<void> {
    try {
      await this.run(this.stop.signal);
    } catch (error) {
      this.logger.warn(`Waits for the next pass: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.waitForNext();
  }
}
