import type { DeadlineStateV1 } from '@motcua/contracts';
import { calendarDifferences, type CalendarDefinition } from '@motcua/working-calendar';
import { factsUnder, type Clock } from './clock-facts.js';
import type { DatedCalendar } from './deadline.js';
import type { Step, StepName } from './step.js';
import { waits } from './parking.js';
import { reckoned } from './reckoning.js';
import { isDeepStrictEqual } from 'node:util';

/** An edition of a calendar, with what it was made of. */
export interface ChangedCalendar extends DatedCalendar {
  readonly definition: CalendarDefinition;
  /** From when on it holds: what ended before is judged by the edition before. */
  readonly publishedAt: Date;
}

/**
 * The clock under a newer edition of its calendar; null when nothing of it moves, its steps included. The first promise
 * never changes. Every calendar leads from the same facts to the same instant, so the order in which changes are applied has no
 * meaning. What has ended is judged by the edition that held then, so it moves only out of being parked.
 */
export function reproject(clock: Clock, from: ChangedCalendar, to: ChangedCalendar): Step | null {
  const { facts, state } = clock;
  const at = to.publishedAt.toISOString();
  if (!waits(clock) && (from.revision >= to.revision || state.closedAt !== null)) return null;
  const movedFacts = factsUnder(facts, from.calendar, to.calendar);
  const next = reckoned(movedFacts, state, to.calendar, at);
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
