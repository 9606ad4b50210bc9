import { localDayOf } from '@motcua/kernel';
import type { DeadlineStateV1 } from '@motcua/contracts';
import { dueSoonAt, judge, type WorkingCalendar } from '@motcua/working-calendar';
import { dueOf, passedBefore, ranPast, type ClockFacts } from './clock-facts.js';
import { computed, parkedBy } from './parking.js';
import { stepDeadlines } from './step-deadlines.js';

/**
 * The state with all that is computed by a calendar: the deadlines of its steps, its due instant, and the outcome of its end.
 * What the calendar lacks years for is null: the clock is parked since `at`, or the deadline of a step waits.
 * @throws AppError `deadline-not-computable`, `interval-reversed`, `time-limit-invalid`
 */
export function computedState(
  facts: ClockFacts,
  state: DeadlineStateV1,
  calendar: WorkingCalendar,
  at: string,
): DeadlineStateV1 {
  const steps = stepsUnder(facts, state, calendar);
  const { value, missingYear } = computed(calendar, () => instants(facts, state, calendar));
  if (missingYear === null) {
    return { ...state, steps, ...value, parked: null, outcome: outcomeOf(facts, state, value.currentDueAt, calendar) };
  }
  const parked = parkedBy(calendar, missingYear, state.parked?.since ?? at);
  // A year that is not published is not signed either.
  const unknown = { currentDueAt: null, dueSoonAt: null, provisional: true, outcome: null };
  // An instant that it passed before is still known, unless it lies in the missing year as well.
  const { value: passed } = computed(calendar, () => passedBefore(facts, state, calendar));
  return { ...state, steps, ...unknown, overdueFrom: passed?.toISOString() ?? null, parked };
}

function stepsUnder(
  { stepLimits }: ClockFacts,
  { steps, pauses }: DeadlineStateV1,
  calendar: WorkingCalendar,
): DeadlineStateV1['steps'] {
  if (!stepLimits) return steps;
  const taken = steps.map((step, index) => ({ ...step, timeLimit: stepLimits[index] ?? null }));
  return stepDeadlines(taken, pauses, calendar);
}

function instants(
  facts: ClockFacts,
  state: DeadlineStateV1,
  calendar: WorkingCalendar,
): Pick<DeadlineStateV1, 'currentDueAt' | 'overdueFrom' | 'dueSoonAt' | 'provisional'> {
  const due = dueOf(facts, state, calendar);
  if (due === null) return { currentDueAt: null, overdueFrom: null, dueSoonAt: null, provisional: false };
  const provisional = isProvisional(calendar, facts.acceptedAt, due);
  const currentDueAt = due.toISOString();
  const past = state.pauses.length > 0 ? ranPast(facts, state, calendar)?.toISOString() : currentDueAt;
  return {
    currentDueAt,
    overdueFrom: past === undefined || past === currentDueAt ? null : past,
    dueSoonAt: dueSoonAt(calendar, due).toISOString(),
    provisional,
  };
}

/** Whether the time from acceptance to the due instant touches a year that is not signed yet. */
function isProvisional(calendar: WorkingCalendar, acceptedAt: string, due: Date): boolean {
  const lastYear = Number(localDayOf(due).slice(0, 4));
  for (let year = Number(localDayOf(new Date(acceptedAt)).slice(0, 4)); year <= lastYear; year += 1) {
    if (calendar.provisional(`${year}-01-01`)) return true;
  }
  return false;
}

/** An end with a result is judged by the due instant at that time; without any limit it cannot be late. */
function outcomeOf(
  { judged = false }: ClockFacts,
  { closedAt }: DeadlineStateV1,
  due: string | null,
  calendar: WorkingCalendar,
): DeadlineStateV1['outcome'] {
  if (closedAt === null || !judged) return null;
  return judge(calendar, new Date(closedAt), due === null ? null : new Date(due));
}
