import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { DatabaseFault, databaseFaultOf } from './database-fault.js';

/** An open transaction. Writers take it as their first argument. */
export type Tx = EntityManager;

/** Name of the data source of {@link BackgroundUnitOfWork}. */
export const BACKGROUND = 'background';

/** What runs after the commit of each open transaction. */
const followUpsOf = new WeakMap<Tx, Set<() => void>>();

/**
 * Runs transactions, READ COMMITTED; code that decides on a row locks it (`for update`). When `work` rejects, the transaction
 * is rolled back and the error is rethrown unchanged.
 */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const followUps = new Set<() => void>();
    followUpsOf.set(runner.manager, followUps);
    let result: T;
    try {
      await runner.startTransaction();
      result = await work(runner.manager);
      await runner.commitTransaction();
    } catch (error) {
      await rollBack(runner, error);
      throw error;
    } finally {
      await runner.release();
    }
    for (const followUp of followUps) followUp();
    return result;
  }

  /**
   * Calls `followUp` once after `tx` has committed, never when it rolled back; the same function only once.
   * It is a hint only (for example to wake a relay): a process that ends right after the commit does not call it.
   */
  afterCommit(tx: Tx, followUp: () => void): void {
    followUpsOf.get(tx)?.add(followUp);
  }
}

/** A connection that no longer answers must not return to the pool: the next transaction would wait as long. */
async function rollBack(runner: QueryRunner, error: unknown): Promise<void> {
  const lost = databaseFaultOf(error) === DatabaseFault.Unreachable;
  const fault = lost ? error : await runner.rollbackTransaction().catch((cause: unknown) => cause);
  if (fault !== undefined) await (runner as PooledRunner).releasePostgresConnection(fault as Error);
}

/** What TypeORM's PostgreSQL driver adds: given a fault, the pool ends the connection. */
type PooledRunner = QueryRunner & { releasePostgresConnection(fault: Error): Promise<void> };

/**
 * The same for consumers and schedules, over connections of their own, so that a backlog of events never takes the connections
 * of people at a counter. The wait for a lock is short, because background work can be retried.
 */
@Injectable()
export class BackgroundUnitOfWork extends UnitOfWork {
  constructor(@InjectDataSource(BACKGROUND) dataSource: DataSource) {
    super(dataSource);
  }
}
