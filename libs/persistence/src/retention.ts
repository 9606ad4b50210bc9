import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Loop } from '@motcua/kernel';
import { DataSource } from 'typeorm';

/** Rows that are deleted after a time. */
export interface RetentionRule {
  readonly table: string;
  /** The column that says since when. */
  readonly since: string;
  readonly days: number;
}

const HOUR_MS = 3_600_000;

/** Deletes once an hour the rows that are older than their rule says. Tables and columns come from code, never from outside. */
@Injectable()
export class Retention implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Retention.name);
  private readonly rules: RetentionRule[] = [];
  private readonly loop = new Loop({
    round: () => this.sweep(),
    restMs: HOUR_MS,
    restFirst: true,
    onFailure: (error) => this.logger.warn(`Old rows stay for another hour: ${String(error)}`),
  });

  constructor(private readonly dataSource: DataSource) {}

  add(rule: RetentionRule): void {
    this.rules.push(rule);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** One pass over all rules; a fault is logged and leaves the rows for the next hour. */
  async sweep(): Promise<void> {
    for (const { table, since, days } of this.rules) {
      try {
        await this.dataSource.query(`delete from ${table} where ${since} < now() - make_interval(days => $1)`, [days]);
      } catch (error) {
        this.logger.warn(`Old rows of ${table} stay for another hour: ${String(error)}`);
      }
    }
  }
}
