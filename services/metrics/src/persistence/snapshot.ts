import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Query } from './progress-store.js';

/** Reads that belong together see the database at one moment. */
@Injectable()
export class Snapshot {
  constructor(private readonly dataSource: DataSource) {}

  async read<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      return work(<Row>(sql: string, parameters?: unknown[]) => tx.query(sql, parameters) as Promise<Row[]>);
    });
  }
}
