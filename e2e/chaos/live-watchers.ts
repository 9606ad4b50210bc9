import { setTimeout as delay } from 'node:timers/promises';

interface Frame {
  readonly number: number;
  readonly at: string;
}

const RETRY_MS = 500;
/** The service beats every ten seconds: a stream that says nothing for so long is broken. */
const SILENCE_LIMIT_MS = 20_000;

export interface Watched {
  readonly clients: number;
  readonly connections: number;
  readonly frames: number;
  /** After a new connection, not newer than what was shown: the wall ignores those, as it must. */
  readonly ignored: number;
  /** An older figure after a newer one. */
  readonly older: readonly string[];
}

/** One browser at the wall: connects again for ever, and shows of a new connection only what is newer. */
class LiveWatcher {
  readonly older: string[] = [];
  connections = 0;
  frames = 0;
  ignored = 0;
  readonly #address: string;
  readonly #stopped = new AbortController();
  readonly #running: Promise<void>;
  #shown: Frame | null = null;
  /** No frame of this connection was shown yet. */
  #resumed = false;

  constructor(wall: string) {
    this.#address = `${wall}/api/metrics/live`;
    this.#running = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      // The end of a stream, whatever its cause, is what this watcher lives with.
      await this.#readStream().catch(() => undefined);
      await delay(RETRY_MS, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  async #readStream(): Promise<void> {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), SILENCE_LIMIT_MS);
    try {
      const signal = AbortSignal.any([this.#stopped.signal, silence.signal]);
      const response = await fetch(this.#address, { signal });
      if (!response.ok || !response.body) return;
      this.connections += 1;
      this.#resumed = true;
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        timer.refresh();
        const messages = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
        text = messages.pop()!;
        for (const message of messages) this.#hear(message);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #hear(message: string): void {
    const lines = message.split('\n');
    const data = lines.find((line) => line.startsWith('data: '));
    if (!data) return;
    const frame = JSON.parse(data.slice('data: '.length)) as Frame;
    const id = lines.find((line) => line.startsWith('id: '))?.slice('id: '.length);
    if (id !== String(frame.number)) this.older.push(`frame ${frame.number} was sent as id ${id}`);
    this.frames += 1;
    this.#show(frame);
  }

  #show({ number, at }: Frame): void {
    const shown = this.#shown;
    const said = `frame ${number} of ${at} after frame ${shown?.number} of ${shown?.at}`;
    if (shown && number <= shown.number) {
      if (this.#resumed) this.ignored += 1;
      else this.older.push(said);
      return;
    }
    if (shown && Date.parse(at) < Date.parse(shown.at)) this.older.push(said);
    this.#shown = { number, at };
    this.#resumed = false;
  }
}

export class LiveWatchers {
  readonly #watchers: readonly LiveWatcher[];

  constructor(wall: string, clients: number) {
    this.#watchers = Array.from({ length: clients }, () => new LiveWatcher(wall));
  }

  async stop(): Promise<Watched> {
    await Promise.all(this.#watchers.map((watcher) => watcher.stop()));
    const total = (count: (watcher: LiveWatcher) => number): number =>
      this.#watchers.reduce((sum, watcher) => sum + count(watcher), 0);
    return {
      clients: this.#watchers.length,
      connections: total(({ connections }) => connections),
      frames: total(({ frames }) => frames),
      ignored: total(({ ignored }) => ignored),
      older: this.#watchers.flatMap(({ older }) => older),
    };
  }
}
