import { AppError, AppErrorKind, toLocalIso } from '@motcua/kernel';
import type { DeadlineStateV1, ExtensionGround } from '@motcua/contracts';
import { dueSoonAt, requirePromisable, type WorkingCalendar } from '@motcua/working-calendar';
import { dueOf, type Clock } from './clock-facts.js';
import type { Step } from './step.js';
import { ranUntil } from './lateness.js';
import { computed } from './parking.js';
import { computedState } from './computed-state.js';

export interface Extension {
  /** When the letter of apology was sent to the applicant. */
  readonly apologyAt: Date;
  readonly ground: ExtensionGround;
  readonly toDueAt: Date;
}

/**
 * Extends an appointment, at most once, before the clock reaches it, and with a letter of apology at least one working day before
 * it (Decree 61/2018, article 19 as amended by Decree 107/2021). A paused clock does not reach it. The first promise is kept, so
 * that both are reported.
 * @throws AppError `deadline-ended`, `deadline-parked`, `no-due-instant`, `extended-before`, `due-already`, `apology-missing`,
 * `apology-before-acceptance`, `apology-too-late`, `not-put-off`, and as {@link requirePromisable}
 */
export function extend(clock: Clock, extension: Extension, at: Date, calendar: WorkingCalendar): Step {
  const { facts, state } = clock;
  const { apologyAt, ground, toDueAt } = extension;
  const due = new Date(requireExtendable(state, at));
  requireLetter(clock, apologyAt, at, calendar);
  const after = at > due ? at : due;
  if (toDueAt <= after) {
    throw unprocessable('not-put-off', `The new appointment must lie after ${toLocalIso(after)}.`);
  }
  requirePromisable(calendar, toDueAt, { field: 'toDueAt', after });
  const happenedAt = at.toISOString();
  const letter = {
    at: happenedAt,
    apologyAt: apologyAt.toISOString(),
    ground,
    fromDueAt: due.toISOString(),
    toDueAt: toDueAt.toISOString(),
  };
  const next = computedState(facts, { ...state, extension: letter }, calendar, happenedAt);
  return { name: 'extended', happenedAt, clock: { facts, state: next } };
}

/** The due instant, if it may be extended. */
function requireExtendable(
  { closedAt, parked, originalDueAt, currentDueAt, extension, pauses }: DeadlineStateV1,
  at: Date,
): string {
  if (closedAt !== null) throw conflict('deadline-ended', `The clock ended at ${closedAt}.`);
  if (parked !== null) {
    throw conflict(
      'deadline-parked',
      `The due instant is not known until the calendar has ${parked.year ?? 'its years'}; extend it then.`,
    );
  }
  if (originalDueAt === null || currentDueAt === null) {
    throw conflict('no-due-instant', 'No appointment was promised for this dossier, so there is none to extend.');
  }
  if (extension !== null) {
    throw conflict(
      'extended-before',
      `The appointment was extended at ${extension.at}; a second extension is not permitted.`,
    );
  }
  if (ranUntil({ closedAt, pauses }, at.toISOString()) >= currentDueAt) {
    throw conflict('due-already', `The dossier was due at ${currentDueAt}: it is late already.`);
  }
  return currentDueAt;
}

function requireLetter(clock: Clock, apologyAt: Date, at: Date, calendar: WorkingCalendar): void {
  const { acceptedAt } = clock.facts;
  const dated = toLocalIso(apologyAt);
  if (apologyAt > at) {
    throw unprocessable('apology-missing', `The letter of apology is dated ${dated}, after now: send it first.`);
  }
  if (apologyAt < new Date(acceptedAt)) {
    throw unprocessable(
      'apology-before-acceptance',
      `The letter of apology is dated ${dated}, before the dossier was accepted at ${toLocalIso(new Date(acceptedAt))}.`,
    );
  }
  const latest = latestLetter(clock, at, calendar);
  if (latest !== null && apologyAt > latest) {
    throw unprocessable(
      'apology-too-late',
      `The letter of apology must be sent a working day before the due instant, so by ${toLocalIso(latest)}; it is dated ${dated}.`,
    );
  }
}

/**
 * A working day before the due instant; of a paused clock, as if the pause ended now. Null: it lies beyond the calendar.
 */
function latestLetter({ facts, state }: Clock, at: Date, calendar: WorkingCalendar): Date | null {
  const pauses = state.pauses.map((pause) => (pause.to === null ? { ...pause, to: at.toISOString() } : pause));
  const { value } = computed(calendar, () => {
    const due = dueOf(facts, { ...state, pauses }, calendar);
    return due && dueSoonAt(calendar, due);
  });
  return value;
}

function conflict(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Conflict });
}

function unprocessable(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Unprocessable });
}
