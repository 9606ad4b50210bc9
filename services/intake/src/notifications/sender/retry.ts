const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** After this time an applicant has asked at the counter, and the news is old. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/**
 * When to try again after the `attempts`th try failed at `now`: half a minute later, then twice as long each time, at
 * most an hour. `null`: not again, because that would be more than 24 hours after `createdAt`.
 */
export function retryAt(createdAt: Date, attempts: number, now: Date): Date | null {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  const next = new Date(now.getTime() + pause);
  return next.getTime() - createdAt.getTime() > GIVEN_UP_AFTER_MS ? null : next;
}
