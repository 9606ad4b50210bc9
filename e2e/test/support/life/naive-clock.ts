import {
  afterWork,
  beforeWork,
  halfDayStart,
  isoOf,
  limitEnd,
  workBetween,
  workingDaysBetween,
  type Minute,
  type NaiveCalendar,
} from './naive-calendar.ts';
import type { Life, Taken, Wait } from './naive-life.ts';

/** An edition of the calendar, by its place from 1 on, and when it was published. */
export interface Edition {
  readonly at: Minute;
  readonly calendar: NaiveCalendar;
}

export interface Letter {
  readonly at: Minute;
  readonly to: Minute;
}

/** What a clock must show. */
export interface ExpectedClock {
  readonly original: Minute | null;
  readonly due: Minute | null;
  /** The due instant that it ran past first, as far as was entered then; null: the present one. */
  readonly past: Minute | null;
  readonly dueSoon: Minute | null;
  readonly pauses: readonly Wait[];
  readonly steps: readonly (Taken & { readonly due: Minute | null; readonly outcome: string | null })[];
  readonly closed: Minute | null;
  readonly outcome: string | null;
}

/**
 * The clock of a life, counted minute by minute. It knows no earlier clock: everything follows from the life, the letter of
 * apology and the editions of the calendar. Null: the dossier was never accepted.
 * @param newest place of the edition that an open clock is counted by
 */
export function clockOf(
  life: Life,
  letter: Letter | null,
  editions: readonly Edition[],
  newest: number,
): ExpectedClock | null {
  if (life.accepted === null) return null;
  const closed = endOf(life);
  const held = closed === null ? newest : Math.max(life.promisedBy, lastPublishedBy(editions, closed), 1);
  const { calendar } = editions[held - 1]!;
  const pauses = life.waits
    .filter(({ from }) => from >= life.accepted!)
    .map((wait) => ({ ...wait, to: wait.to ?? closed }));
  const counted = letter !== null && (closed === null || letter.at <= closed) ? letter : null;
  const due = dueOf(life, pauses, counted, calendar);
  const past = pastOf(life, pauses, counted, calendar);
  const judged = life.completed !== null && life.voided === null;
  return {
    original: life.appointment,
    due,
    past: past === due ? null : past,
    dueSoon: due === null ? null : beforeWork(calendar, due, 480),
    pauses,
    steps: life.taken.map((step) => stepOf(step, pauses, calendar)),
    closed,
    outcome: judged ? outcomeOf(calendar, life.completed, due) : null,
  };
}

function endOf({ completed, withdrawn, terminated, voided }: Life): Minute | null {
  return completed ?? withdrawn ?? terminated ?? voided;
}

const lastPublishedBy = (editions: readonly Edition[], at: Minute): number =>
  editions.filter((edition) => edition.at <= at).length;

function dueOf(life: Life, pauses: readonly Wait[], letter: Letter | null, calendar: NaiveCalendar): Minute | null {
  if (life.limit === null) return null;
  const unfinished = life.completed === null ? endOf(life) : null;
  let due = letter === null ? limitEnd(calendar, life.accepted!, life.limit) : letter.to;
  for (const { from, to } of pauses) {
    if (to === null || (letter !== null && to <= letter.at)) continue;
    // The letter knew until then; an end without a result is nobody's answer, so nothing begins anew with it.
    const knew = letter !== null && from < letter.at;
    if (knew) due = afterWork(calendar, due, workBetween(calendar, letter.at, to));
    else if (life.policy === 'PAUSE' || to === unfinished)
      due = afterWork(calendar, due, workBetween(calendar, from, to));
    else if (life.policy === 'SHIFT') due = afterWork(calendar, due, 480 * workingDaysBetween(calendar, from, to));
    else due = Math.max(limitEnd(calendar, to, life.limit), letter === null ? 0 : due);
  }
  return due;
}

/** Looked for at each moment at which it stopped, or was put off while it ran. */
function pastOf(life: Life, pauses: readonly Wait[], letter: Letter | null, calendar: NaiveCalendar): Minute | null {
  const entered = pauses
    .map((pause) => ({ ...pause, from: Math.max(pause.from, pause.entered) }))
    .filter(({ from, to }) => to === null || to > from);
  const stood = (at: Minute): boolean => entered.some(({ from, to }) => from < at && at < (to ?? Infinity));
  const stops = entered.map(({ from }) => from);
  if (letter !== null && !stood(letter.at)) stops.push(letter.at);
  stops.sort((one, other) => one - other);
  for (const stop of stops) {
    const over = entered.filter(({ to }) => to !== null && to <= stop);
    const due = dueOf(life, over, letter !== null && letter.at < stop ? letter : null, calendar);
    if (due !== null && due < stop) return due;
  }
  return dueOf(life, entered, letter, calendar);
}

/** By when a letter of apology must go out: a working day before the due instant, with an open pause over now. */
export function latestLetter(life: Life, now: Minute, calendar: NaiveCalendar): Minute {
  const pauses = life.waits
    .filter(({ from }) => from >= life.accepted!)
    .map((wait) => ({ ...wait, to: wait.to ?? now }));
  return beforeWork(calendar, dueOf(life, pauses, null, calendar)!, 480);
}

function stepOf(step: Taken, pauses: readonly Wait[], calendar: NaiveCalendar): ExpectedClock['steps'][number] {
  if (step.limit === null) return { ...step, due: null, outcome: null };
  let due = limitEnd(calendar, step.from, step.limit);
  for (const pause of pauses) {
    const from = Math.max(pause.from, step.from);
    const to = Math.min(pause.to ?? Infinity, step.to ?? Infinity);
    if (to !== Infinity && from < to) due = afterWork(calendar, due, workBetween(calendar, from, to));
  }
  return { ...step, due, outcome: step.to === null ? null : outcomeOf(calendar, step.to, due) };
}

function outcomeOf(calendar: NaiveCalendar, end: Minute | null, due: Minute | null): string {
  if (due === null) return 'EARLY';
  if (end! > due) return 'OVERDUE';
  return end! < halfDayStart(calendar, due) ? 'EARLY' : 'ON_TIME';
}

const iso = (minute: Minute | null): string | null => (minute === null ? null : isoOf(minute));

/** A clock in the words of deadlines' public state. */
export function inWords({ original, due, past, dueSoon, pauses, steps, closed, outcome }: ExpectedClock) {
  return {
    originalDueAt: iso(original),
    currentDueAt: iso(due),
    overdueFrom: iso(past),
    dueSoonAt: iso(dueSoon),
    pauses: pauses.map(({ cause, from, entered, to }) => ({
      cause,
      from: isoOf(from),
      recordedAt: isoOf(entered),
      to: iso(to),
    })),
    steps: steps.map((step) => ({
      agency: step.agency,
      from: isoOf(step.from),
      dueAt: iso(step.due),
      to: iso(step.to),
      outcome: step.outcome,
    })),
    closedAt: iso(closed),
    outcome,
  };
}
