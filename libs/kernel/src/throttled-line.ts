interface Kind<Facts> {
  facts: Facts;
  /** Since it was last told. */
  times: number;
  readonly timer: NodeJS.Timeout;
}

const EVERY_MS = 60_000;
const MOST_KINDS = 100;
const OTHERS = 'all others';

/**
 * A line of the log that people outside can cause as often as they like. The first one of a kind is told at once; those
 * that follow are counted, and told once a minute as one line with their number and the facts of the last of them. Beyond
 * a hundred kinds within a minute the further ones are told as one kind.
 */
export class SeldomLine<Facts> {
  private readonly kinds = new Map<string, Kind<Facts>>();
  private readonly write: (facts: Facts, times: number) => void;

  constructor(write: (facts: Facts, times: number) => void) {
    this.write = write;
  }

  tell(kind: string, facts: Facts): void {
    const name = this.kinds.has(kind) || this.kinds.size < MOST_KINDS ? kind : OTHERS;
    const known = this.kinds.get(name);
    if (known) {
      known.facts = facts;
      known.times += 1;
      return;
    }
    this.kinds.set(name, { facts, times: 0, timer: setInterval(() => this.summarise(name), EVERY_MS).unref() });
    this.write(facts, 1);
  }

  /** Tells what was counted and not yet told; for the end of a process. */
  flush(): void {
    for (const name of [...this.kinds.keys()]) {
      this.summarise(name);
      this.forget(name);
    }
  }

  private summarise(name: string): void {
    const { facts, times } = this.kinds.get(name)!;
    if (times === 0) return this.forget(name);
    this.kinds.get(name)!.times = 0;
    this.write(facts, times);
  }

  private forget(name: string): void {
    clearInterval(this.kinds.get(name)?.timer);
    this.kinds.delete(name);
  }
}
