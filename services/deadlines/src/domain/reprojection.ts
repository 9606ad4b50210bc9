import type { DeadlineStateV1 } from '@motcua/contracts';
import { calendarDifferences, type CalendarDefinition } from '@motcua/working-calendar';
import { factsUnder, type Clock } from './clock-facts.js';
import type { DatedCalendar } from './deadline.js';
import type { Step, StepName } from './step.js';
import { waits } from './parking.js';
import { computedState } from './computed-state.js';
import { isDeepStrictEqual } from 'node:util';

/** An edition of a calendar, with its definition. */
export interface ChangedCalendar extends DatedCalendar {
  readonly definition: CalendarDefinition;
  /** In force from then on: what ended before is judged by the edition before. */
  readonly publishedAt: Date;
}

/**
 * The clock under a newer edition of its calendar; null when nothing of it moves, its steps included. The first promise never
 * changes. An edition always gives the same instant for the same facts, so the order of changes has no meaning. An ended clock is
 * judged by the edition of its end, so it moves only when it is parked.
 */
export function reproject(clock: Clock, from: ChangedCalendar, to: ChangedCalendar): Step | null {
  const { facts, state } = clock;
  const at = to.publishedAt.toISOString();
  if (!waits(clock) && (from.revision >= to.revision || state.closedAt !== null)) return null;
  const movedFacts = factsUnder(facts, from.calendar, to.calendar);
  const next = computedState(movedFacts, state, to.calendar, at);
  if (isDeepStrictEqual(next, state)) return null;
  const { currentDueAt: fromDueAt } = state;
  const { currentDueAt: toDueAt } = next;
  const moved = fromDueAt !== null && toDueAt !== null && fromDueAt !== toDueAt;
  const move = moved && {
    at,
    calendarRevision: to.revision,
    fromDueAt,
    toDueAt,
    rules: rulesBetween(from, to, [facts.acceptedAt, fromDueAt, toDueAt]),
  };
  const reprojections = move ? [...state.reprojections, move] : state.reprojections;
  const reprojected = { ...next, reprojections, calendarRevision: to.revision };
  return { name: nameOf(state, next), happenedAt: at, clock: { facts: movedFacts, state: reprojected } };
}

function nameOf({ parked: before }: DeadlineStateV1, { parked: after }: DeadlineStateV1): StepName {
  if (after !== null) return 'parked';
  return before === null ? 'reprojected' : 'unparked';
}

function rulesBetween(from: ChangedCalendar, to: ChangedCalendar, instants: readonly string[]): string[] {
  const [first, ...others] = instants.toSorted();
  const days = { from: new Date(first!), to: new Date(others.at(-1)!) };
  return [...calendarDifferences(from.definition, to.definition, days)];
}
