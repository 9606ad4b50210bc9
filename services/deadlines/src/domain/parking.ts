import { AppError } from '@motcua/kernel';
import type { DeadlineStateV1 } from '@motcua/contracts';
import type { WorkingCalendar } from '@motcua/working-calendar';
import type { Clock } from './clock-facts.js';
import type { Step } from './step.js';

/** The result of a computation by a calendar, or the year that the calendar lacks for it. */
export type Computed<T> =
  { readonly value: T; readonly missingYear: null } | { readonly value: null; readonly missingYear: number };

/**
 * Computes by a calendar. A missing year after its first one will be published later; one before it never will.
 * @throws AppError `deadline-not-computable` (before the first year), and all else that `compute` throws
 */
export function computed<T>(calendar: WorkingCalendar, compute: () => T): Computed<T> {
  try {
    return { value: compute(), missingYear: null };
  } catch (error) {
    const year = error instanceof AppError && error.code === 'calendar-year-missing' ? error.details['year'] : null;
    if (typeof year !== 'number') throw error;
    const { firstYear } = calendar;
    if (firstYear === null || year >= firstYear) return { value: null, missingYear: year };
    throw new AppError(
      `Time in ${year} cannot be counted: calendars begin with ${firstYear}. Correct the dossier's instants, then replay.`,
      { code: 'deadline-not-computable', retryable: false, details: { year, firstYear }, cause: error },
    );
  }
}

/** Why a calendar that lacks a year cannot give a due instant; a calendar without years was never published. */
export function parkedBy(
  { firstYear }: WorkingCalendar,
  missingYear: number,
  since: string,
): NonNullable<DeadlineStateV1['parked']> {
  return firstYear === null
    ? { since, reason: 'CALENDAR_NOT_PUBLISHED', year: null }
    : { since, reason: 'CALENDAR_YEAR_MISSING', year: missingYear };
}

/** Whether the deadline of a step with a limit cannot be computed yet. */
export const stepsWait = ({ facts, state }: Clock): boolean =>
  state.steps.some(({ dueAt }, index) => dueAt === null && (facts.stepLimits?.[index] ?? null) !== null);

/** Whether a clock's due instant, or the deadline of a step, cannot be computed until the calendar has more years. */
export const waits = (clock: Clock): boolean => clock.state.parked !== null || stepsWait(clock);

/** The steps of a clock from `known` on, with the step `parked` or `unparked` where they change that. */
export function withParking(known: Clock | null, steps: readonly Step[], now: Date): readonly Step[] {
  const before = known?.state.parked ?? null;
  const dated = steps.map((step) => parkedSince(step, before?.since ?? now.toISOString()));
  const last = dated.at(-1);
  if (!last) return [];
  const { parked } = last.clock.state;
  const name = parked === null ? 'unparked' : 'parked';
  const changed = (parked === null) !== (before === null);
  if (!changed || dated.some((step) => step.name === name)) return dated;
  return [...dated, { name, happenedAt: now.toISOString(), clock: last.clock }];
}

function parkedSince(step: Step, since: string): Step {
  const { facts, state } = step.clock;
  if (state.parked === null) return step;
  return { ...step, clock: { facts, state: { ...state, parked: { ...state.parked, since } } } };
}
