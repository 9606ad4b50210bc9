import type { Fact } from '../facts/index.js';

interface Shelf {
  folds: number;
  readonly facts: Map<string, Fact>;
}

/**
 * Facts as this process last committed them, by partition. A shelf is good only while the partition's progress row still
 * carries the number of the fold that filled it: once another process has folded, it is thrown away unread.
 */
export class FactCache {
  private readonly shelves = new Map<number, Shelf>();

  /** @param capacity facts kept a partition, the most recently folded ones */
  constructor(private readonly capacity = 2_000) {}

  /** What is known of a partition at fold number `folds`; empty when that is not sure. */
  valid(partition: number, folds: number): ReadonlyMap<string, Fact> {
    const shelf = this.shelves.get(partition);
    if (shelf?.folds === folds) return shelf.facts;
    this.shelves.delete(partition);
    return new Map();
  }

  /** To be called after the commit, with what the fold number `folds` wrote or read. */
  keep(partition: number, folds: number, facts: Iterable<Fact>): void {
    const shelf = this.shelves.get(partition) ?? { folds, facts: new Map<string, Fact>() };
    this.shelves.set(partition, shelf);
    shelf.folds = folds;
    for (const fact of facts) {
      shelf.facts.delete(fact.dossierId);
      shelf.facts.set(fact.dossierId, fact);
    }
    for (const oldest of shelf.facts.keys()) {
      if (shelf.facts.size <= this.capacity) break;
      shelf.facts.delete(oldest);
    }
  }
}
