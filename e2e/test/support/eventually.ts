import { setTimeout as delay } from 'node:timers/promises';

/** Tries until it succeeds; after `timeoutMs` the last fault comes out. */
export async function eventually<T>(attempt: () => Promise<T>, timeoutMs: number): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(100);
  }
}
