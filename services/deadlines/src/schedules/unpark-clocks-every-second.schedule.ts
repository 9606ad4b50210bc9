import { Injectable } from '@nestjs/common';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { Schedule } from '@motcua/service-host';
import { UnparkClocks } from '../application/unpark-clocks.js';
import { ParkedClockRepository } from '../persistence/parked-clock.repository.js';
import { parkedAgeGauge, parkedGauge } from './parked-clock-metrics.js';

const SECOND_MS = 1_000;

/** Unparks the clocks that can be computed, and measures how many are left. */
@Injectable()
export class UnparkClocksEverySecond extends Schedule {
  constructor(
    private readonly unparkClocks: UnparkClocks,
    private readonly parked: ParkedClockRepository,
    private readonly unitOfWork: BackgroundUnitOfWork,
  ) {
    super(SECOND_MS);
  }

  protected async run(stop: AbortSignal): Promise<void> {
    try {
      await this.unparkClocks.run(stop);
    } finally {
      await this.measure();
    }
  }

  /** A failed measurement is NaN, not the last value. */
  private async measure(): Promise<void> {
    try {
      const { count, oldestAgeSeconds } = await this.unitOfWork.run((tx) => this.parked.measure(tx));
      parkedGauge().set(count);
      parkedAgeGauge().set(oldestAgeSeconds);
    } catch (error) {
      parkedGauge().set(Number.NaN);
      parkedAgeGauge().set(Number.NaN);
      throw error;
    }
  }
}
