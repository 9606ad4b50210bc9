import { setTimeout as delay } from 'node:timers/promises';

/** How often, and for how long, what failed is tried again. */
export interface RetryPolicy {
  /** The wait after the first failure; it doubles with each further one. @default 100 */
  readonly firstMs?: number;
  /** No wait is longer. @default 5_000 */
  readonly longestMs?: number;
  /** Given up with this failure. @default never */
  readonly attempts?: number;
  /** Given up with the first failure so long after the first one. @default never */
  readonly forMs?: number;
}

export interface RetryOptions {
  readonly policy?: RetryPolicy;
  /** Whether another try can succeed. @default always */
  readonly canPass?: (error: unknown) => boolean;
  /** Awaited after each failure that is followed by another try. @default nothing */
  readonly onFailure?: (error: unknown, failures: number) => unknown;
  /** Once it is raised no try begins, and the present wait ends. @default nothing stops it */
  readonly stop?: AbortSignal;
}

/** How long to wait after so many failures in a row, in milliseconds. */
export function backoffMs(failures: number, { firstMs = 100, longestMs = 5_000 }: RetryPolicy = {}): number {
  return Math.min(firstMs * 2 ** (failures - 1), longestMs);
}

/** Whether a policy gives up after so many failures, the first of them `sinceMs` ago. */
export function isGivenUp(
  { attempts = Infinity, forMs = Infinity }: RetryPolicy,
  failures: number,
  sinceMs: number,
): boolean {
  return failures >= attempts || sinceMs >= forMs;
}

/**
 * Tries `work` until it succeeds, and answers what it answers.
 * @throws the last error of `work`, when another try cannot succeed, the policy gives up, or `stop` is raised
 */
export async function retried<T>(work: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { policy = {}, canPass = () => true, onFailure, stop } = options;
  let firstFailureAt = 0;
  for (let failures = 1; ; failures += 1) {
    try {
      return await work();
    } catch (error) {
      if (failures === 1) firstFailureAt = performance.now();
      const isOver = stop?.aborted || !canPass(error);
      if (isOver || isGivenUp(policy, failures, performance.now() - firstFailureAt)) throw error;
      await onFailure?.(error, failures);
      await rest(backoffMs(failures, policy), stop);
      if (stop?.aborted) throw error;
    }
  }
}

/** Waits, until `stop` is raised at the latest; never rejects. */
export async function rest(milliseconds: number, stop?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, stop ? { signal: stop } : {}).catch(() => undefined);
}
