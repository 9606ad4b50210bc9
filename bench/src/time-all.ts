import { percentile } from './measure.ts';
import { cpuSecondsSince } from './side.ts';

/** How long each of many things took, in milliseconds. */
export interface Times {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

function timesOf(startedAt: number, cpuBefore: NodeJS.CpuUsage, each: readonly number[]): Times {
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: cpuSecondsSince(cpuBefore),
    p50: percentile(each, 0.5),
    p99: percentile(each, 0.99),
    longest: Math.max(...each),
  };
}

/** Does the work for each item, so many at once, the next one as soon as one is done. */
export async function timeAll<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item, worker: number) => Promise<void>,
): Promise<Times> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const each: number[] = [];
  const queue = items.values();
  const workOff = async (worker: number): Promise<void> => {
    for (const item of queue) {
      const began = performance.now();
      await work(item, worker);
      each.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, worker) => workOff(worker)));
  return timesOf(startedAt, cpuBefore, each);
}

/**
 * Begins the work for each item at its fixed time, whether or not the earlier ones are done, and counts from that time:
 * a stall is felt by everybody who came meanwhile.
 */
export async function timeAtRate<Item>(
  items: readonly Item[],
  perSecond: number,
  work: (item: Item) => Promise<void>,
): Promise<Times> {
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  const each: number[] = [];
  const running: Promise<void>[] = [];
  const all = Promise.withResolvers<void>();
  let begun = 0;
  const timer = setInterval(() => {
    const dueNow = Math.min(items.length, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
    for (; begun < dueNow; begun += 1) {
      const due = startedAt + ((begun + 1) / perSecond) * 1_000;
      running.push(work(items[begun]!).then(() => void each.push(performance.now() - due)));
    }
    if (begun === items.length) all.resolve();
  }, 1);
  await all.promise;
  clearInterval(timer);
  await Promise.all(running);
  return timesOf(startedAt, cpuBefore, each);
}
