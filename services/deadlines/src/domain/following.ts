import type { DossierStateV1 } from '@motcua/contracts';
import { factsUnder, type Clock } from './clock-facts.js';
import { startSteps, stepsTo } from './deadline.js';
import type { Step } from './step.js';
import { extend, type Extension } from './extension.js';
import { retractions } from './notices.js';
import { sayingParked, waits } from './parking.js';
import { reproject, type ChangedCalendar } from './reprojection.js';

export interface FollowedCalendar {
  /** What the clock was computed with last; for a new one, what the appointment was promised with. */
  readonly before: ChangedCalendar;
  /** What holds for the dossier: for one that has ended, the edition of that moment, else the newest. */
  readonly holds: ChangedCalendar;
}

/**
 * All that has to happen so that a clock follows its dossier: its start, what the calendar has brought since, what the
 * dossier demands, and the notices that prove wrong by it. Whenever an end is heard of, it is judged by the edition that held
 * when it happened, so the order in which ends and editions become known has no meaning.
 * @param now when it was heard
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
  const all = sayingParked(known, [...started, ...steps, ...stepsTo(dossier, clock, calendar.holds)], now);
  const last = all.at(-1);
  return last ? [...all, ...retractions(last.clock, now)] : [];
}

/**
 * A supervisor puts the due instant off, as it stands under the newest edition.
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
 * The clock under newer editions of its calendar, oldest first: the first one that can compute all of it counts. What has ended
 * is so judged by the edition next to the one that held then. Empty: nothing moves.
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
  const steps = sayingParked(known, [step], now);
  return [...steps, ...retractions(step.clock, now)];
}

/** The clock as it is to go on under another edition. What moves by that at once is a step; else the next step shows it. */
function countedBy(clock: Clock, { before, holds }: FollowedCalendar): { clock: Clock; steps: readonly Step[] } {
  const step = reproject(clock, before, holds);
  if (step) return { clock: step.clock, steps: [step] };
  if (before.revision === holds.revision) return { clock, steps: [] };
  const facts = factsUnder(clock.facts, before.calendar, holds.calendar);
  return { clock: { facts, state: { ...clock.state, calendarRevision: holds.revision } }, steps: [] };
}
