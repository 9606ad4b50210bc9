import { pause } from './pause.js';

export interface WorkerPoolOptions {
  readonly concurrency: number;
  /** At most so many started per second. @default no limit */
  readonly ratePerSecond?: number | undefined;
  readonly signal: AbortSignal;
}

/** Works off `items` in order, `concurrency` at a time. A worker's error ends the pool: work must handle its own. */
export async function workOff<T>(
  items: Iterable<T>,
  { concurrency, ratePerSecond, signal }: WorkerPoolOptions,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let nextStart = Date.now();
  const worker = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true && !signal.aborted; next = iterator.next()) {
      if (ratePerSecond !== undefined) {
        nextStart = Math.max(Date.now(), nextStart + 1_000 / ratePerSecond);
        await pause(nextStart - Date.now(), signal);
      }
      await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
