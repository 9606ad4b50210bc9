import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';

/**
 * Something that is looked after again and again. The pause is counted from the end of a pass, so passes never overlap; the
 * first one begins after a pause. A pass that fails is told and left to the next one. On shutdown no pass begins any more,
 * and one that runs is asked to stop and waited for while the pool is still open. Every replica has its own.
 */
export abstract class Schedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(this.constructor.name);
  private readonly stop = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private pass: Promise<void> = Promise.resolve();

  protected constructor(private readonly pauseMs: number) {}

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
    }, this.pauseMs);
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
