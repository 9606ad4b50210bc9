interface Kind<Facts> {
  facts: Facts;
  /** Since it was last written. */
  times: number;
  readonly timer: NodeJS.Timeout;
}

const EVERY_MS = 60_000;
const MOST_KINDS = 100;
const OTHERS = 'all others';

/**
 * A line of the log that outsiders can cause without limit. The first one of a kind is written at once; further ones are counted,
 * and once a minute one line has their number and the facts of the last of them. Beyond a hundred kinds within a minute all
 * further ones are one kind.
 */
export class ThrottledLine<Facts> {
  private readonly kinds = new Map<string, Kind<Facts>>();
  private readonly write: (facts: Facts, times: number) => void;

  constructor(write: (facts: Facts, times: number) => void) {
    this.write = write;
  }

  /** Logs the line, or counts it when one of its kind was logged within the last minute. */
  log(kind: string, facts: Facts): void {
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

  /** Writes what is counted and not written yet; for the end of a process. */
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
