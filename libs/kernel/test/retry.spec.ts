import { describe, expect, it } from '@jest/globals';
import { backoffMs, isGivenUp, retried } from '../src/retry.js';

const QUICK = { firstMs: 1, longestMs: 1 };

/** Work that fails so many times; counts its tries. */
function failing(times: number) {
  const work = async (): Promise<string> => {
    work.tries += 1;
    if (work.tries <= times) throw new Error(`try ${work.tries}`);
    return 'done';
  };
  work.tries = 0;
  return work;
}

describe('a retry policy', () => {
  it('waits twice as long each time, up to its longest wait', () => {
    const waits = Array.from({ length: 8 }, (_, index) => backoffMs(index + 1));
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
    expect(backoffMs(3, { firstMs: 30_000, longestMs: 60_000 })).toBe(60_000);
  });

  it('gives up by number, by time, or never', () => {
    expect(isGivenUp({ attempts: 3 }, 2, 1e9)).toBe(false);
    expect(isGivenUp({ attempts: 3 }, 3, 0)).toBe(true);
    expect(isGivenUp({ forMs: 1_000 }, 1e9, 999)).toBe(false);
    expect(isGivenUp({ forMs: 1_000 }, 1, 1_000)).toBe(true);
    expect(isGivenUp({}, 1e9, 1e9)).toBe(false);
  });
});

describe('work that is retried', () => {
  it('is tried until it succeeds', async () => {
    const work = failing(3);
    const told: string[] = [];
    const onFailure = (error: unknown, failures: number): unknown => told.push(`${failures} ${String(error)}`);
    expect(await retried(work, { policy: QUICK, onFailure })).toBe('done');
    expect(told).toEqual(['1 Error: try 1', '2 Error: try 2', '3 Error: try 3']);
  });

  it('fails with its last error when the policy gives up', async () => {
    const work = failing(9);
    await expect(retried(work, { policy: { ...QUICK, attempts: 3 } })).rejects.toThrow('try 3');
    await expect(retried(failing(9), { policy: { ...QUICK, forMs: 0 } })).rejects.toThrow('try 1');
  });

  it('fails at once when another try cannot succeed', async () => {
    const canPass = (error: unknown): boolean => !String(error).includes('try 2');
    await expect(retried(failing(9), { policy: QUICK, canPass })).rejects.toThrow('try 2');
  });

  it('is not tried again once it is stopped', async () => {
    const work = failing(9);
    const stop = new AbortController();
    const trying = retried(work, { policy: { firstMs: 60_000, longestMs: 60_000 }, stop: stop.signal });
    setTimeout(() => stop.abort(), 5);
    await expect(trying).rejects.toThrow('try 1');
    expect(work.tries).toBe(1);
  });
});
