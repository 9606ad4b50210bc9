import { retried } from '@motcua/kernel';

const LOOK_EVERY_MS = 50;

/**
 * Tries `assertion` until it passes, and answers what it answers. Waits for a condition, never for a time.
 * @throws the assertion's last error once `timeoutMs` (default 15 s) is over
 */
export async function eventually<T>(assertion: () => T | Promise<T>, timeoutMs = 15_000): Promise<T> {
  const policy = { firstMs: LOOK_EVERY_MS, longestMs: LOOK_EVERY_MS, forMs: timeoutMs };
  return retried(async () => assertion(), { policy });
}
