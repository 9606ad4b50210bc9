import { AppError, AppErrorKind, assertNever, toLocalIso } from '@motcua/kernel';
import type { DossierStateV1, DossierStatus } from '@motcua/contracts';
import type { Appointment } from './appointment.js';
import { earliestText, type CommandTimes } from './command-times.js';
import { corrected, type Correction } from './correction.js';
import { nextStepOf, stepsLeft, stepsLeftText, withoutOpenStep, withStepsMoved } from './steps.js';
import { requireLegal } from './transitions.js';

/** A dossier as intake decides on it: its whole public state and the revision of that state. */
export interface Dossier {
  readonly revision: number;
  readonly state: DossierStateV1;
}

type Plain =
  'receive-supplement' | 'request-payment' | 'receive-payment' | 'suspend' | 'resume' | 'return' | 'terminate';

/** What an officer does to a dossier after it was submitted, with what must be known to do it. */
export type DossierCommand =
  | { readonly name: Plain }
  /** `waitedWorkingMinutes` of a submission that was never answered. */
  | { readonly name: 'withdraw' | 'void'; readonly waitedWorkingMinutes?: number | null }
  | { readonly name: 'accept'; readonly appointment: Appointment; readonly waitedWorkingMinutes: number | null }
  | { readonly name: 'refuse'; readonly waitedWorkingMinutes: number | null }
  | { readonly name: 'forward' | 'assign'; readonly officer: string | null }
  | { readonly name: 'request-supplement'; readonly respondBy: Date | null; readonly bySupervisor: boolean }
  | { readonly name: 'complete'; readonly result: 'POSITIVE' | 'NEGATIVE'; readonly electronicResult: boolean }
  | { readonly name: 'transfer'; readonly settlingAgency: string; readonly settlingAgencyPath: readonly string[] }
  | { readonly name: 'correct'; readonly correction: Correction; readonly applicantReplaced?: boolean };

/** The latest instant that the state speaks of; nothing may happen to the dossier before it. */
export function lastHappenedAt(state: DossierStateV1): Date {
  const instants = [
    state.submittedAt,
    state.effectiveSubmittedAt,
    state.acceptedAt,
    state.refusedAt,
    ...state.supplements.flatMap(({ requestedAt, receivedAt }) => [requestedAt, receivedAt]),
    ...[...state.suspensions, ...state.steps].flatMap(({ from, to }) => [from, to]),
    ...state.transfers.map(({ at }) => at),
    state.completedAt,
    state.returnedAt,
    state.withdrawnAt,
    state.terminatedAt,
  ];
  return new Date(Math.max(...instants.map((text) => (text ? Date.parse(text) : 0))));
}

/**
 * The dossier after a command, at the next revision.
 * @throws AppError `illegal-transition`, `fee-not-paid` (accept before a prepaid fee is settled), `happened-out-of-order`
 * (before what the dossier already went through), `supervisor-needed` (a second supplement), `no-next-step`,
 * `steps-left`, `same-agency`, `correction-empty`, `correction-impossible`
 */
export function applyCommand(dossier: Dossier, command: DossierCommand, times: CommandTimes): Dossier {
  const { state } = dossier;
  requireLegal(command.name, state);
  if (command.name === 'accept' && state.effectiveSubmittedAt === null) {
    throw feeNotPaid(state);
  }
  assertInOrder(state, times.at);
  return { revision: dossier.revision + 1, state: { ...state, ...changed(state, command, times) } };
}

/** @param orderId of the fee, for who settles it; null: payments has not opened it yet, or it is not asked for */
export function feeNotPaid({ procedure }: DossierStateV1, orderId: string | null = null): AppError {
  const amountVnd = procedure.fee?.amountVnd ?? 0;
  return new AppError(
    `The fee of ${amountVnd.toLocaleString('en')} VND is paid in advance and is not settled yet: accept once it is paid, in cash at the counter or through the payment gateway.`,
    { code: 'fee-not-paid', retryable: false, kind: AppErrorKind.Conflict, details: { amountVnd, orderId } },
  );
}

function assertInOrder(state: DossierStateV1, at: Date): void {
  const last = lastHappenedAt(state);
  if (at < last) {
    throw new AppError(
      `happenedAt ${toLocalIso(at)} lies before what happened last to this dossier: state ${earliestText(last)} or later.`,
      { code: 'happened-out-of-order', retryable: false, kind: AppErrorKind.Unprocessable },
    );
  }
}

function changed(state: DossierStateV1, command: DossierCommand, times: CommandTimes): Partial<DossierStateV1> {
  const at = times.at.toISOString();
  const recordedAt = times.recordedAt.toISOString();
  const ended = { endRecordedAt: state.endRecordedAt ?? recordedAt };
  switch (command.name) {
    case 'accept':
      return {
        status: 'ACCEPTED',
        acceptedAt: at,
        waitedWorkingMinutes: command.waitedWorkingMinutes,
        appointmentAt: command.appointment.at?.toISOString() ?? null,
        appointmentProvisional: command.appointment.provisional,
        calendarRevision: command.appointment.calendarRevision,
      };
    case 'refuse':
      return { status: 'REFUSED_AT_INTAKE', refusedAt: at, waitedWorkingMinutes: command.waitedWorkingMinutes };
    case 'forward':
      return { status: 'IN_PROCESS', steps: stepsAfter(state, at), caseOfficer: command.officer };
    case 'assign':
      return { caseOfficer: command.officer };
    case 'request-supplement':
      return {
        status: 'SUPPLEMENT_REQUESTED',
        supplements: supplementsWithRequest(state, command, { at, recordedAt }),
      };
    case 'receive-supplement': {
      const supplements = state.supplements.map((each) => (each.receivedAt ? each : { ...each, receivedAt: at }));
      return { status: statusAtWork(state), supplements };
    }
    case 'request-payment': {
      const stop = { cause: 'PAYMENT', from: at, recordedAt, to: null } as const;
      return { status: 'PAYMENT_REQUESTED', suspensions: [...state.suspensions, stop] };
    }
    case 'suspend': {
      const stop = { cause: 'SUSPENSION', from: at, recordedAt, to: null } as const;
      return { status: 'SUSPENDED', suspensions: [...state.suspensions, stop] };
    }
    case 'receive-payment':
    case 'resume':
      return {
        status: statusAtWork(state),
        suspensions: state.suspensions.map((each) => (each.to ? each : { ...each, to: at })),
      };
    case 'complete':
      requireLastStep(state, command.result);
      return {
        status: 'COMPLETED',
        completedAt: at,
        completionRecordedAt: recordedAt,
        firstCompletedAt: state.firstCompletedAt ?? at,
        result: command.result,
        electronicResult: command.electronicResult,
        steps: withoutOpenStep(state.steps, at),
      };
    case 'return':
      return { status: 'RETURNED', returnedAt: at };
    case 'withdraw':
      return { status: 'WITHDRAWN', withdrawnAt: at, ...ended, ...waitEnded(state, command) };
    case 'terminate':
      return { status: 'TERMINATED', terminatedAt: at, ...ended };
    case 'transfer':
      return transferred(state, command, { at, recordedAt });
    case 'correct':
      return corrected(state, command.correction, times, command.applicantReplaced);
    case 'void':
      return { status: 'VOIDED', voidedAt: at, ...ended, ...waitEnded(state, command) };
    default:
      return assertNever(command);
  }
}

function waitEnded(
  state: DossierStateV1,
  { waitedWorkingMinutes = state.waitedWorkingMinutes }: { readonly waitedWorkingMinutes?: number | null },
): Pick<DossierStateV1, 'waitedWorkingMinutes'> {
  return { waitedWorkingMinutes };
}

/** As {@link CommandTimes}, in text. */
interface Noted {
  readonly at: string;
  readonly recordedAt: string;
}

/** Where a dossier stands that waits for nobody outside. */
function statusAtWork({ acceptedAt, steps }: DossierStateV1): DossierStatus {
  if (acceptedAt === null) return 'SUBMITTED';
  return steps.length > 0 ? 'IN_PROCESS' : 'ACCEPTED';
}

function stepsAfter(state: DossierStateV1, at: string): DossierStateV1['steps'] {
  const next = nextStepOf(state);
  if (!next) throw conflict('no-next-step', 'The dossier is at its last step: assign another officer, or complete it.');
  return [...withoutOpenStep(state.steps, at), { ...next, from: at, to: null }];
}

/** Asked once and completely; every further request is a supervisor's to make (Decree 61/2018; QĐ 766 counts it late). */
function supplementsWithRequest(
  { supplements }: DossierStateV1,
  { respondBy, bySupervisor }: DossierCommand & { readonly name: 'request-supplement' },
  { at, recordedAt }: Noted,
): DossierStateV1['supplements'] {
  if (supplements.length > 0 && !bySupervisor) {
    throw new AppError(
      'The applicant was asked to complete this dossier before: a further request needs a supervisor.',
      { code: 'supervisor-needed', retryable: false, kind: AppErrorKind.Forbidden },
    );
  }
  const request = { requestedAt: at, recordedAt, receivedAt: null, respondBy: respondBy?.toISOString() ?? null };
  return [...supplements, request];
}

function requireLastStep(state: DossierStateV1, result: 'POSITIVE' | 'NEGATIVE'): void {
  const left = stepsLeft(state, result);
  if (left.length > 0) throw conflict('steps-left', `${stepsLeftText(left)} Forward the dossier first.`);
}

function transferred(
  state: DossierStateV1,
  { settlingAgency, settlingAgencyPath }: DossierCommand & { readonly name: 'transfer' },
  { at, recordedAt }: Noted,
): Partial<DossierStateV1> {
  if (settlingAgency === state.settlingAgency) {
    throw conflict('same-agency', `Agency ${settlingAgency} settles this dossier already: name another one.`);
  }
  const moved = withStepsMoved(state, { from: state.settlingAgency, to: settlingAgency, at });
  const transfer = { at, recordedAt, fromAgency: state.settlingAgency, toAgency: settlingAgency };
  const transfers = [...state.transfers, transfer];
  return { settlingAgency, settlingAgencyPath: [...settlingAgencyPath], caseOfficer: null, transfers, ...moved };
}

function conflict(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Conflict });
}
