import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';

const HOUR_MS = 3_600_000;
/** Longer than any duplicate can be under way; the topics' own revision guard stands behind it. */
const KEPT_DAYS = 30;

/** Forgets inbox claims after 30 days, once an hour. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Housekeeping.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly dataSource: DataSource) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), HOUR_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.dataSource.query(`delete from inbox where claimed_at < now() - make_interval(days => $1)`, [
        KEPT_DAYS,
      ]);
    } catch (error) {
      this.logger.warn(`Old inbox claims stay for another hour: ${String(error)}`);
    }
  }
}
