import type { DossierStateV1 } from '@motcua/contracts';
import { factsUnder, type Clock } from './clock-facts.js';
import { startSteps, stepsTo } from './deadline.js';
import type { Step } from './step.js';
import { extend, type Extension } from './extension.js';
import { retractions } from './notices.js';
import { withParking, waits } from './parking.js';
import { reproject, type ChangedCalendar } from './reprojection.js';

export interface FollowedCalendar {
  /** The edition with which the clock was computed last; for a new one, that of its appointment. */
  readonly before: ChangedCalendar;
  /** The edition in force for the dossier: for an ended one that of the end, else the newest. */
  readonly holds: ChangedCalendar;
}

/**
 * All steps by which a clock follows its dossier: its start, the changes of the calendar since, what the dossier's state requires,
 * and the notices that prove wrong by it. An end is judged by the edition that was in force when it happened, so the order in
 * which ends and editions arrive has no meaning.
 * @param now when the state arrived
 * @throws AppError as {@link stepsTo}
 */
export function stepsFollowing(
  dossier: DossierStateV1,
  known: Clock | null,
  calendar: FollowedCalendar,
  now: Date,
): readonly Step[] {
  const started = known === null ? startSteps(dossier, calendar.holds, calendar.before) : [];
  const first = known ?? started.at(-1)?.clock;
  if (!first) return [];
  const { clock, steps } = countedBy(first, calendar);
  const all = withParking(known, [...started, ...steps, ...stepsTo(dossier, clock, calendar.holds)], now);
  const last = all.at(-1);
  return last ? [...all, ...retractions(last.clock, now)] : [];
}

/**
 * A supervisor extends the due instant, as the newest edition gives it.
 * @throws AppError as {@link extend}
 */
export function stepsExtending(
  known: Clock,
  extension: Extension,
  calendar: FollowedCalendar,
  now: Date,
): readonly Step[] {
  const { clock, steps } = countedBy(known, calendar);
  const step = extend(clock, extension, now, calendar.holds.calendar);
  return [...steps, step, ...retractions(step.clock, now)];
}

/**
 * The clock under newer editions of its calendar, oldest first: the first one that can compute all of it is used, so what has
 * ended is judged by the edition next to the one of its end. Empty: nothing moves.
 */
export function stepsUnder(
  known: Clock,
  before: ChangedCalendar,
  [next, ...newer]: readonly ChangedCalendar[],
  now: Date,
): readonly Step[] {
  if (!next) return [];
  const step = reproject(known, before, next);
  if (newer.length > 0 && waits(step?.clock ?? known)) return stepsUnder(known, before, newer, now);
  if (!step) return [];
  const steps = withParking(known, [step], now);
  return [...steps, ...retractions(step.clock, now)];
}

/** The clock under another edition. Where that moves it at once, it is a step; otherwise the next step includes it. */
function countedBy(clock: Clock, { before, holds }: FollowedCalendar): { clock: Clock; steps: readonly Step[] } {
  const step = reproject(clock, before, holds);
  if (step) return { clock: step.clock, steps: [step] };
  if (before.revision === holds.revision) return { clock, steps: [] };
  const facts = factsUnder(clock.facts, before.calendar, holds.calendar);
  return { clock: { facts, state: { ...clock.state, calendarRevision: holds.revision } }, steps: [] };
}
