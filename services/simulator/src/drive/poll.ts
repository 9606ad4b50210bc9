import { PatienceError } from './faults.js';
import { jitteredMs, pause } from './pause.js';

/** Reads until there is something to see: what one service did reaches another in its own time. @throws PatienceError */
export async function poll<T>(
  what: string,
  patienceMs: number,
  signal: AbortSignal,
  read: () => Promise<T | undefined>,
): Promise<T> {
  const begun = Date.now();
  for (let attempt = 1; ; attempt++) {
    const seen = await read();
    if (seen !== undefined) return seen;
    const waited = Date.now() - begun;
    if (waited > patienceMs) throw new PatienceError(what, waited);
    await pause(jitteredMs(attempt, { firstMs: 150, longestMs: 2_000 }), signal);
  }
}
