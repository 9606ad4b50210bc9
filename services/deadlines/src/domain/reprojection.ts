import { calendarDifferences, type CalendarDefinition } from '@motcua/working-calendar';
import { ruleDueAt, ruleOnceGave, type Clock } from './clock-facts.js';
import { withDue, type DatedCalendar, type Step } from './deadline.js';

/** An edition of a calendar, with what it was made of. */
export interface ChangedCalendar extends DatedCalendar {
  readonly definition: CalendarDefinition;
  /** From when on it holds: what ended before is judged by the edition before. */
  readonly publishedAt: Date;
}

/**
 * The clock under a changed calendar; null when nothing of it moves. A promise that followed the rule of the procedure is
 * computed anew by the same rule, one that did not (another system's, a disputed slip) stays and only its pauses are
 * counted anew. The first promise never changes. Every calendar leads from the same facts to the same instant, so the
 * order in which changes are applied has no meaning.
 */
export function reproject(clock: Clock, from: ChangedCalendar, to: ChangedCalendar): Step | null {
  const { facts, state } = clock;
  const at = to.publishedAt;
  if (from.revision >= to.revision || state.closedAt !== null || facts.baseDueAt === null) return null;
  const byRule = ruleOnceGave(facts, from.calendar) === facts.baseDueAt;
  const movedFacts = byRule ? { ...facts, baseDueAt: ruleDueAt(facts, to.calendar) } : facts;
  const next = withDue(movedFacts, state, to.calendar);
  const moved = next.currentDueAt !== state.currentDueAt;
  if (!moved && next.provisional === state.provisional && next.dueSoonAt === state.dueSoonAt) return null;
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

function rulesBetween(from: ChangedCalendar, to: ChangedCalendar, instants: readonly string[]): string[] {
  const [first, ...others] = instants.toSorted();
  const days = { from: new Date(first!), to: new Date(others.at(-1)!) };
  return [...calendarDifferences(from.definition, to.definition, days)];
}
