import { backoffMs, type RetryPolicy } from '@motcua/kernel';
import { setTimeout as delay } from 'node:timers/promises';

/** Waits `ms`, or less when `signal` fires: then it rejects with the signal's reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  try {
    await delay(Math.max(0, ms), undefined, { signal });
  } catch (cause) {
    signal.throwIfAborted();
    throw cause;
  }
}

/** The wait after so many failures in a row, shortened by up to half so that no two of many move in step. */
export const jitteredMs = (failures: number, policy: RetryPolicy): number =>
  backoffMs(failures, policy) * (0.5 + Math.random() / 2);
