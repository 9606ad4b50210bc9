const TICK_MS = 200;

/** Shows what is being done and how long each step took: a line per finished step, and a moving one on a terminal. */
export class Steps {
  readonly #write: (text: string) => void;
  readonly #moving: boolean;
  readonly #startedAt = performance.now();
  readonly #running = new Map<symbol, string>();
  #timer: NodeJS.Timeout | null = null;

  private constructor(write: (text: string) => void, moving: boolean) {
    this.#write = write;
    this.#moving = moving;
  }

  static on(stream: NodeJS.WriteStream): Steps {
    return new Steps((text) => stream.write(text), stream.isTTY === true);
  }

  static silent(): Steps {
    return new Steps(() => undefined, false);
  }

  get elapsed(): string {
    return seconds(this.#startedAt);
  }

  async run<T>(name: string, work: () => Promise<T>, mark: (result: T) => string = () => '✓'): Promise<T> {
    const [key, startedAt] = [Symbol(name), performance.now()];
    this.#running.set(key, name);
    if (this.#moving) this.#timer ??= setInterval(() => this.#drawMoving(), TICK_MS);
    try {
      const result = await work();
      this.say(`${name.padEnd(44)} ${seconds(startedAt).padStart(7)}`, mark(result));
      return result;
    } finally {
      this.#running.delete(key);
      if (this.#running.size === 0) this.#endMoving();
    }
  }

  say(line: string, mark = '·'): void {
    this.#clearLine();
    this.#write(`  ${mark} ${line}\n`);
  }

  #drawMoving(): void {
    this.#clearLine();
    this.#write(`  … ${[...this.#running.values()].join(', ')} (${this.elapsed})`.slice(0, 100));
  }

  #endMoving(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#clearLine();
  }

  #clearLine(): void {
    if (this.#moving) this.#write('\r\u001b[2K');
  }
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
