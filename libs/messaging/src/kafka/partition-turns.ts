import { rest } from '@motcua/kernel';

const HEARTBEAT_MS = 1_500;

/** Lets work go on in so many partition numbers at once, and in each of them on one batch at a time. */
export class PartitionTurns {
  /** Work begun and not done, by partition number. */
  private readonly working = new Map<number, Promise<unknown>>();
  /** Those of them that failed and wait for a retry; they do not count as working. */
  private readonly resting = new Set<number>();
  private readonly ending = new AbortController();
  private turn = Promise.withResolvers<void>();

  constructor(private readonly concurrency: number) {}

  get isEnded(): boolean {
    return this.ending.signal.aborted;
  }

  /** Rests are over, and nothing should begin any more. */
  end(): void {
    this.ending.abort();
    this.change();
  }

  /** Resolves when all that has begun is done. */
  async done(): Promise<void> {
    await Promise.all(this.working.values());
  }

  /**
   * Begins work when it is its turn, and resolves then. `begin` returns undefined when there is nothing left to do.
   * @throws what `heartbeat` rejects with while it waits
   */
  async begin(
    partition: number,
    heartbeat: () => Promise<void>,
    begin: () => Promise<unknown> | undefined,
  ): Promise<void> {
    let lost: unknown;
    const beat = setInterval(() => void heartbeat().catch((error: unknown) => (lost = error)), HEARTBEAT_MS);
    try {
      while (this.working.has(partition) || !this.hasTurn()) await this.turn.promise;
    } finally {
      clearInterval(beat);
    }
    // By this error kafkajs sees that the group has rebalanced, and joins again.
    if (lost !== undefined) throw lost;
    // Nothing was awaited since the check above, so two that waited cannot both begin.
    const work = begin()?.finally(() => {
      this.working.delete(partition);
      this.change();
    });
    if (work) this.working.set(partition, work);
  }

  /** Gives the turn of a partition away for a time, and waits for the next one. */
  async rest(partition: number, milliseconds: number): Promise<void> {
    this.resting.add(partition);
    this.change();
    await rest(milliseconds, this.ending.signal);
    while (!this.isEnded && !this.hasTurn()) await this.turn.promise;
    this.resting.delete(partition);
  }

  /** After the end only when all is done: kafkajs would fetch the same batch again if this returned at once. */
  private hasTurn(): boolean {
    return this.isEnded ? this.working.size === 0 : this.working.size - this.resting.size < this.concurrency;
  }

  private change(): void {
    this.turn.resolve();
    this.turn = Promise.withResolvers<void>();
  }
}
