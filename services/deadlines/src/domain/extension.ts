import { AppError, AppErrorKind } from '@motcua/kernel';
import type { ExtensionGround } from '@motcua/contracts';
import type { WorkingCalendar } from '@motcua/working-calendar';
import type { Clock } from './clock-facts.js';
import { withDue, type Step } from './deadline.js';
import { ranUntil } from './lateness.js';

const DAY_MS = 24 * 3_600_000;

export interface Extension {
  /** When the letter of apology went out to the applicant. */
  readonly apologyAt: Date;
  readonly ground: ExtensionGround;
  readonly toDueAt: Date;
}

/**
 * Puts a due instant off, at most once, before the clock has come to it, and with a letter of apology at least one day
 * before it (Decree 61/2018, article 19 as amended by Decree 107/2021). A clock that stands still comes to nothing. What was
 * promised first stays, so both are reported.
 * @throws AppError `deadline-ended`, `no-due-instant`, `extended-before`, `due-already`, `apology-missing`,
 * `apology-too-late`, `not-put-off` (each says what is the matter), `calendar-year-missing`
 */
export function extend(
  clock: Clock,
  { apologyAt, ground, toDueAt }: Extension,
  at: Date,
  calendar: WorkingCalendar,
): Step {
  const { facts, state } = clock;
  if (state.closedAt !== null) throw conflict('deadline-ended', `The clock ended at ${state.closedAt}.`);
  if (state.currentDueAt === null) throw conflict('no-due-instant', 'This procedure has no appointment to put off.');
  if (state.extension !== null) {
    throw conflict(
      'extended-before',
      `The appointment was put off once, at ${state.extension.at}; a second time is not permitted.`,
    );
  }
  const due = new Date(state.currentDueAt);
  if (ranUntil(state, at.toISOString()) >= state.currentDueAt)
    throw conflict('due-already', `The dossier was due at ${state.currentDueAt}: it is late, and stays so.`);
  if (apologyAt > at)
    throw unprocessable(
      'apology-missing',
      `The letter of apology is dated ${apologyAt.toISOString()}, after now: send it first.`,
    );
  if (apologyAt.getTime() > due.getTime() - DAY_MS) {
    throw unprocessable(
      'apology-too-late',
      `The letter of apology must go out a day before ${state.currentDueAt}; it went out at ${apologyAt.toISOString()}.`,
    );
  }
  const after = at > due ? at : due;
  if (toDueAt <= after) {
    throw unprocessable('not-put-off', `The new appointment must lie after ${after.toISOString()}.`);
  }
  const extension = {
    at: at.toISOString(),
    apologyAt: apologyAt.toISOString(),
    ground,
    fromDueAt: state.currentDueAt,
    toDueAt: toDueAt.toISOString(),
  };
  const next = withDue(facts, { ...state, extension }, calendar);
  return { name: 'extended', happenedAt: extension.at, clock: { facts, state: next } };
}

function conflict(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Conflict });
}

function unprocessable(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Unprocessable });
}
