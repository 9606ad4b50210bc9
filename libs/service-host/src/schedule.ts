import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop } from '@motcua/kernel';

/**
 * A job that is done again and again, in each replica. The pause is counted from the end of a pass, so passes never overlap;
 * the first one begins after a pause. A pass that fails is logged, and the next one begins after the same pause. On shutdown
 * no pass begins any more; one that runs is asked to stop and waited for while the pool is still open.
 */
export abstract class Schedule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(this.constructor.name);
  private readonly loop: Loop;

  protected constructor(pauseMs: number) {
    this.loop = new Loop({
      round: (stop) => this.run(stop),
      restMs: pauseMs,
      restFirst: true,
      onFailure: (error) =>
        this.logger.warn(`Waits for the next pass: ${error instanceof Error ? error.message : String(error)}`),
    });
  }

  /** One pass; ends soon after `stop` was raised. */
  protected abstract run(stop: AbortSignal): Promise<void>;

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }
}
