import type { DeadlineStateV1 } from '@motcua/contracts';
import { calendarDifferences, type CalendarDefinition } from '@motcua/working-calendar';
import { factsUnder, type Clock } from './clock-facts.js';
import { withDue, type DatedCalendar, type Step } from './deadline.js';
import { stepDeadlines } from './step-deadlines.js';
import { isDeepStrictEqual } from 'node:util';

/** An edition of a calendar, with what it was made of. */
export interface ChangedCalendar extends DatedCalendar {
  readonly definition: CalendarDefinition;
  /** From when on it holds: what ended before is judged by the edition before. */
  readonly publishedAt: Date;
}

/**
 * The clock under a newer edition of its calendar; null when nothing of it moves, its steps included. The first promise
 * never changes. Every calendar leads from the same facts to the same instant, so the order in which changes are applied has no meaning.
 */
export function reproject(clock: Clock, from: ChangedCalendar, to: ChangedCalendar): Step | null {
  const { facts, state } = clock;
  const at = to.publishedAt;
  if (from.revision >= to.revision || state.closedAt !== null) return null;
  const movedFacts = factsUnder(facts, from.calendar, to.calendar);
  const next = withDue(movedFacts, { ...state, steps: stepsUnder(clock, to) }, to.calendar);
  if (isDeepStrictEqual(next, state)) return null;
  const moved = next.currentDueAt !== state.currentDueAt;
  const reprojections = moved
    ? [
        ...state.reprojections,
        {
          at: at.toISOString(),
          calendarRevision: to.revision,
          fromDueAt: state.currentDueAt!,
          toDueAt: next.currentDueAt!,
          rules: rulesBetween(from, to, [facts.acceptedAt, state.currentDueAt!, next.currentDueAt!]),
        },
      ]
    : state.reprojections;
  const reprojected = { ...next, reprojections, calendarRevision: to.revision };
  return { name: 'reprojected', happenedAt: at.toISOString(), clock: { facts: movedFacts, state: reprojected } };
}

function stepsUnder({ facts, state }: Clock, { calendar }: ChangedCalendar): DeadlineStateV1['steps'] {
  const { stepLimits } = facts;
  if (!stepLimits) return state.steps;
  const taken = state.steps.map((step, index) => ({ ...step, timeLimit: stepLimits[index] ?? null }));
  return stepDeadlines(taken, state.pauses, calendar);
}

function rulesBetween(from: ChangedCalendar, to: ChangedCalendar, instants: readonly string[]): string[] {
  const [first, ...others] = instants.toSorted();
  const days = { from: new Date(first!), to: new Date(others.at(-1)!) };
  return [...calendarDifferences(from.definition, to.definition, days)];
}
