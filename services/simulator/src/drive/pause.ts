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

export interface BackoffOptions {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** The wait before try number `attempt` (1, 2, ...): doubled each time, shortened by up to half so that none move in step. */
export function backoffMs(attempt: number, { firstMs, mostMs }: BackoffOptions): number {
  return Math.min(mostMs, firstMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
