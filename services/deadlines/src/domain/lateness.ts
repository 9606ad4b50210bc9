import type { DeadlineStateV1 } from '@motcua/contracts';

type Step = DeadlineStateV1['steps'][number];

/** Until when a clock has run by `now`: to its end, to the beginning of an open pause, or to now. */
export function ranUntil({ closedAt, pauses }: Pick<DeadlineStateV1, 'closedAt' | 'pauses'>, now: string): string {
  const stop = pauses.at(-1);
  return closedAt ?? (stop?.to === null ? stop.from : now);
}

/**
 * Whether a step, and so the agency responsible for it, is late: done after its deadline, or still open when the clock has passed
 * it. Independent of the dossier's own lateness.
 */
export function isLate(step: Step, clock: Pick<DeadlineStateV1, 'closedAt' | 'pauses'>, now: string): boolean {
  if (step.to !== null) return step.outcome === 'OVERDUE';
  return step.dueAt !== null && step.dueAt < ranUntil(clock, now);
}
