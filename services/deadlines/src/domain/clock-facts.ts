import { AppError } from '@motcua/kernel';
import type { DossierStateV1, DeadlineStateV1 } from '@motcua/contracts';
import { dueAfterPause, dueAt, shiftByPause, type WorkingCalendar } from '@motcua/working-calendar';

/** The facts of a dossier from which its clock is computed; stored with the clock, so that it can be computed again. */
export interface ClockFacts {
  readonly acceptedAt: string;
  readonly timeLimit: DossierStateV1['procedure']['timeLimit'];
  readonly clockPolicy: DossierStateV1['procedure']['clockPolicy'];
  readonly calendarId: string;
  /**
   * The appointment under the present calendar: as promised, or computed again by the same rule since the calendar changed.
   * Null: nothing was promised, or the calendar lacked a year; then the limit of the procedure decides, if there is one.
   */
  readonly baseDueAt: string | null;
  /** Limits of the steps between agencies begun so far; absent in a row that an older version wrote, until it is followed again. */
  readonly stepLimits?: readonly DossierStateV1['steps'][number]['timeLimit'][];
  /** Of a clock that has ended: with a result, so that it is judged. */
  readonly judged?: boolean;
}

/** A dossier's clock: its public state, and what that is computed from. */
export interface Clock {
  readonly facts: ClockFacts;
  readonly state: DeadlineStateV1;
}

/** The facts of a new dossier, whose promise nothing has moved yet. */
export function factsOf({ acceptedAt, procedure, calendarId, appointmentAt }: DossierStateV1): ClockFacts {
  const { timeLimit, clockPolicy } = procedure;
  return { acceptedAt: acceptedAt ?? '', timeLimit, clockPolicy, calendarId, baseDueAt: appointmentAt };
}

type Ledger = Pick<DeadlineStateV1, 'pauses' | 'extension' | 'closedAt'>;

/**
 * The due instant after all that moved it: the promised one, or else the limit of the procedure, moved by every ended pause under
 * the policy of the procedure version. An extension sets it to the instant of its letter, which includes all pauses until then,
 * so only later pauses move it. What was recorded after the end does not count. With `RESET` it is never earlier than what the
 * letter granted.
 */
export function dueOf(
  facts: ClockFacts,
  { pauses, extension, closedAt }: Ledger,
  calendar: WorkingCalendar,
): Date | null {
  const promised = facts.baseDueAt ?? ruleDueAt(facts, calendar);
  if (promised === null) return null;
  const letter = extension === null || (closedAt !== null && extension.at > closedAt) ? null : extension;
  let due = new Date(letter?.toDueAt ?? promised);
  for (const { from, to } of pauses) {
    if (to === null || (letter !== null && to <= letter.at)) continue;
    const known = letter !== null && from < letter.at;
    // `RESET` applies neither to a pause during which the letter was sent, nor to one that only the end closed.
    const brokenOff = to === closedAt && !facts.judged;
    const moved = known
      ? movedBy(facts, due, { from: letter.at, to }, calendar, 'PAUSE')
      : movedBy(facts, due, { from, to }, calendar, brokenOff ? 'PAUSE' : facts.clockPolicy);
    due = letter !== null && moved < due ? due : moved;
  }
  return due;
}

/**
 * The due instant that the clock passed first, by what was recorded then, or will pass: a pause counts from its entry, so neither
 * a pause that was entered late nor one that began after the due instant hides lateness.
 */
export function ranPast(facts: ClockFacts, ledger: Ledger, calendar: WorkingCalendar): Date | null {
  return passedBefore(facts, ledger, calendar) ?? dueOf(facts, onRecord(ledger), calendar);
}

/** The due instant that the clock passed before its last pause or extension; null: none. */
export function passedBefore(facts: ClockFacts, ledger: Ledger, calendar: WorkingCalendar): Date | null {
  const { pauses, extension, closedAt } = onRecord(ledger);
  const ranAt = (at: string): boolean => !pauses.some(({ from, to }) => from < at && (to === null || to > at));
  const turns = [...pauses.map(({ from }) => from), ...(extension && ranAt(extension.at) ? [extension.at] : [])];
  for (const turn of turns.toSorted()) {
    const over = pauses.filter(({ to }) => to !== null && to <= turn);
    const letter = extension !== null && extension.at < turn ? extension : null;
    const due = dueOf(facts, { pauses: over, extension: letter, closedAt }, calendar);
    if (due !== null && due < new Date(turn)) return due;
  }
  return null;
}

/** The ledger as it was recorded: pauses from their entry on. */
function onRecord({ pauses, ...ledger }: Ledger): Ledger {
  return { ...ledger, pauses: pauses.map(asEntered).filter(({ from, to }) => to === null || from < to) };
}

function asEntered(pause: Ledger['pauses'][number]): Ledger['pauses'][number] {
  const { from, recordedAt } = pause;
  return recordedAt !== null && recordedAt > from ? { ...pause, from: recordedAt } : pause;
}

function movedBy(
  { timeLimit }: ClockFacts,
  due: Date,
  { from, to }: { readonly from: string; readonly to: string },
  calendar: WorkingCalendar,
  policy: ClockFacts['clockPolicy'],
): Date {
  const pause = { from: new Date(from), to: new Date(to) };
  // Without a time limit there is nothing to count again, so the appointment moves by the pause under every policy.
  if (timeLimit === null) return shiftByPause(calendar, due, pause);
  return dueAfterPause(calendar, { dueAt: due, pause, policy, limit: timeLimit }).dueAt;
}

/** What the rule of the procedure gives under a calendar; null without a time limit. */
export function ruleDueAt({ acceptedAt, timeLimit }: ClockFacts, calendar: WorkingCalendar): string | null {
  return timeLimit && dueAt(calendar, new Date(acceptedAt), timeLimit).dueAt.toISOString();
}

/** What the rule gave under an earlier edition of the calendar; null as well when that edition lacks a year it needs. */
export function ruleOnceGave(facts: ClockFacts, calendar: WorkingCalendar): string | null {
  try {
    return ruleDueAt(facts, calendar);
  } catch (error) {
    if (error instanceof AppError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}

/**
 * The facts under another edition of the calendar. A promise that followed the rule of the procedure is computed again by that
 * rule, and becomes null where the edition lacks a year; a promise that did not follow it (another system's, a disputed slip)
 * stays.
 */
export function factsUnder(facts: ClockFacts, from: WorkingCalendar, to: WorkingCalendar): ClockFacts {
  const byRule = facts.baseDueAt !== null && ruleOnceGave(facts, from) === facts.baseDueAt;
  return byRule ? { ...facts, baseDueAt: ruleOnceGave(facts, to) } : facts;
}
