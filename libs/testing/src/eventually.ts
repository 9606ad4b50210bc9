import { setTimeout as delay } from 'node:timers/promises';

/**
 * Tries `assertion` until it passes, and answers what it answers. Waits for a condition, never for a time.
 * @throws the assertion's last error once `timeoutMs` (default 15 s) is over
 */
export async function eventually<T>(assertion: () => T | Promise<T>, timeoutMs = 15_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (Date.now() > end) throw error;
      await delay(50);
    }
  }
}
