import { backoffMs, isGivenUp, type RetryPolicy } from '@motcua/kernel';

/** After a day an applicant has asked at the counter, and the news is old. */
const POLICY: RetryPolicy = { firstMs: 30_000, longestMs: 3_600_000, forMs: 24 * 3_600_000 };

/** When to try again after the `attempts`th try failed at `now`; null: not again, because that would be too late. */
export function retryAt(createdAt: Date, attempts: number, now: Date): Date | null {
  const next = new Date(now.getTime() + backoffMs(attempts, POLICY));
  // A try right at the end of the time is still one.
  return isGivenUp(POLICY, attempts, next.getTime() - createdAt.getTime() - 1) ? null : next;
}
