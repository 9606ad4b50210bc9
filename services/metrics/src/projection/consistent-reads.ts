import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Query } from './query.js';

/** Reads that belong together see the database at one moment. */
@Injectable()
export class ConsistentReads {
  constructor(private readonly dataSource: DataSource) {}

  async together<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      return work(<Row>(sql: string, parameters?: unknown[]) => tx.query(sql, parameters) as Promise<Row[]>);
    });
  }
}
