import type { FreshDatabase } from '@motcua/testing';
import { setTimeout as delay } from 'node:timers/promises';
import type { Frame } from '../../services/metrics/dist/figures/index.js';

const now = (): number => performance.timeOrigin + performance.now();

/** How many dossiers each partition's agency has open, as a frame showed them. */
interface Shown {
  readonly receivedAt: number;
  /** When the publisher began to read the frame's figures. */
  readonly readAt: number;
  readonly open: readonly number[];
}

interface Folded {
  readonly seenAt: number;
  readonly nextOffsets: readonly number[];
}

/** A browser at the live figures, and a look at the progress rows every 20 ms. */
export class LiveWatch {
  readonly #abort = new AbortController();
  readonly #shown: Shown[] = [];
  readonly #folded: Folded[] = [];
  #running: Promise<unknown> = Promise.resolve();

  static async open(url: string, database: FreshDatabase): Promise<LiveWatch> {
    const watch = new LiveWatch();
    const answer = await fetch(`${url}/live`, { signal: watch.#abort.signal });
    watch.#running = Promise.allSettled([watch.#receive(answer.body!), watch.#lookAtProgress(database)]);
    return watch;
  }

  /** Dossiers that the last frame showed, all together. */
  get open(): number {
    return (this.#shown.at(-1)?.open ?? []).reduce((sum, count) => sum + count, 0);
  }

  /** When the record of a partition was first seen folded, read for a frame, and received; undefined while it is not. */
  visible(partition: number, offset: number): { foldedAt: number; readAt: number; receivedAt: number } | undefined {
    const shown = firstWhere(this.#shown, ({ open }) => (open[partition] ?? 0) > offset);
    const folded = firstWhere(this.#folded, ({ nextOffsets }) => (nextOffsets[partition] ?? 0) > offset);
    return shown && folded && { foldedAt: folded.seenAt, readAt: shown.readAt, receivedAt: shown.receivedAt };
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async #receive(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) this.#take(message);
    }
  }

  #take(message: string): void {
    const line = message.split('\n').find((part) => part.startsWith('data: '));
    if (line === undefined) return;
    const receivedAt = now();
    const frame = JSON.parse(line.slice('data: '.length)) as Frame;
    const open: number[] = [];
    for (const { agency, gauges } of frame.agencies) open[Number(agency.split('-')[1])] = gauges.open;
    this.#shown.push({ receivedAt, readAt: Date.parse(frame.at), open: [...open].map((count) => count ?? 0) });
  }

  async #lookAtProgress(database: FreshDatabase): Promise<void> {
    while (!this.#abort.signal.aborted) {
      const rows = await database.query<{ next: number }>(
        `select coalesce((next_offsets ->> 'dossier.events')::int, 0) as next from projection.progress order by partition`,
      );
      this.#folded.push({ seenAt: now(), nextOffsets: rows.map(({ next }) => next) });
      await delay(20);
    }
  }
}

/** The first item for which it holds, where it holds for all later ones too. */
function firstWhere<Item>(items: readonly Item[], holds: (item: Item) => boolean): Item | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return items[low];
}
