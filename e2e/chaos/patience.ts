import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 90_000;

/** Asks again until the answer is good; the last answer, or its fault, stands when patience ends. */
export async function settled<T>(
  ask: () => Promise<T>,
  isGood: (answer: T) => boolean,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      const answer = await ask();
      if (isGood(answer) || Date.now() > end) return answer;
    } catch (fault) {
      if (Date.now() > end) throw fault;
    }
    await delay(1_000);
  }
}
