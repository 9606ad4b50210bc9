import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** An open transaction. Writers take it as their first argument. */
export type Tx = EntityManager;

/**
 * Opens transactions, one way for all. READ COMMITTED; whoever decides on a row locks it (`for update`).
 * When `work` rejects, nothing of it stays and the error comes out unchanged.
 */
@Injectable()
export class UnitOfWork {
  private readonly followUps = new WeakMap<Tx, Set<() => void>>();

  constructor(private readonly dataSource: DataSource) {}

  async run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const followUps = new Set<() => void>();
    const result = await this.dataSource.transaction((tx) => {
      this.followUps.set(tx, followUps);
      return work(tx);
    });
    for (const followUp of followUps) followUp();
    return result;
  }

  /**
   * Calls `followUp` once after `tx` has committed, never when it rolled back; the same function only once.
   * It is a hint (wake somebody up): a process that dies right after the commit does not call it.
   */
  afterCommit(tx: Tx, followUp: () => void): void {
    this.followUps.get(tx)?.add(followUp);
  }
}
