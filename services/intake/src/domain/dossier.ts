import { AppError, AppErrorKind } from '@motcua/kernel';
import type { DossierStateV1, DossierStatus } from '@motcua/contracts';

/** A dossier as intake decides on it: its whole public state and the revision of that state. */
export interface Dossier {
  readonly revision: number;
  readonly state: DossierStateV1;
}

/** What an officer does to a dossier after it was submitted, with what must be known to do it. */
export type DossierCommand =
  | { readonly name: 'accept'; readonly appointmentAt: Date | null }
  | { readonly name: 'refuse' }
  | { readonly name: 'request-supplement' }
  | { readonly name: 'receive-supplement' }
  | { readonly name: 'complete'; readonly result: 'POSITIVE' | 'NEGATIVE' }
  | { readonly name: 'return' }
  | { readonly name: 'withdraw' };
export type DossierCommandName = DossierCommand['name'];

/** In which states a command is legal. Whatever is not listed is refused. */
const LEGAL_FROM: Readonly<Record<DossierCommandName, readonly DossierStatus[]>> = {
  accept: ['SUBMITTED'],
  refuse: ['SUBMITTED'],
  'request-supplement': ['ACCEPTED'],
  'receive-supplement': ['SUPPLEMENT_REQUESTED'],
  complete: ['ACCEPTED'],
  return: ['COMPLETED'],
  withdraw: ['SUBMITTED', 'ACCEPTED', 'SUPPLEMENT_REQUESTED'],
};

/** The commands that a dossier takes in its present state. */
export function legalCommands(status: DossierStatus): readonly DossierCommandName[] {
  return (Object.keys(LEGAL_FROM) as DossierCommandName[]).filter((name) => LEGAL_FROM[name].includes(status));
}

/** The latest instant that the state speaks of; nothing may happen to the dossier before it. */
export function lastHappenedAt(state: DossierStateV1): Date {
  const instants = [
    state.submittedAt,
    state.effectiveSubmittedAt,
    state.acceptedAt,
    ...state.supplements.flatMap(({ requestedAt, receivedAt }) => [requestedAt, receivedAt]),
    state.completedAt,
  ];
  return new Date(Math.max(...instants.map((text) => (text ? Date.parse(text) : 0))));
}

/**
 * The dossier after a command, at the next revision.
 * @throws AppError `illegal-transition`, `fee-not-paid` (accept before a prepaid fee is settled),
 * `happened-out-of-order` (before what the dossier already went through)
 */
export function applyCommand(dossier: Dossier, command: DossierCommand, at: Date): Dossier {
  const { state } = dossier;
  if (!LEGAL_FROM[command.name].includes(state.status)) {
    throw new AppError(
      `A dossier in state ${state.status} does not take "${command.name}"; it takes: ${legalCommands(state.status).join(', ') || 'nothing more'}.`,
      { code: 'illegal-transition', retryable: false, kind: AppErrorKind.Conflict, details: { status: state.status } },
    );
  }
  if (command.name === 'accept' && state.effectiveSubmittedAt === null) {
    throw new AppError(
      'The fee of this procedure is paid in advance and is not settled yet: accept after the payment.',
      {
        code: 'fee-not-paid',
        retryable: false,
        kind: AppErrorKind.Conflict,
      },
    );
  }
  assertInOrder(state, at);
  return { revision: dossier.revision + 1, state: { ...state, ...changed(state, command, at.toISOString()) } };
}

/** The dossier once its prepaid fee is settled; unchanged when nothing waits for it. */
export function takeEffect(dossier: Dossier, settledAt: Date): Dossier {
  const { state } = dossier;
  if (state.status !== 'SUBMITTED' || state.effectiveSubmittedAt !== null) return dossier;
  const at = new Date(Math.max(settledAt.getTime(), Date.parse(state.submittedAt)));
  return { revision: dossier.revision + 1, state: { ...state, effectiveSubmittedAt: at.toISOString() } };
}

function assertInOrder(state: DossierStateV1, at: Date): void {
  const last = lastHappenedAt(state);
  if (at < last) {
    throw new AppError(
      `happenedAt ${at.toISOString()} lies before ${last.toISOString()}, when the last thing happened to this dossier.`,
      { code: 'happened-out-of-order', retryable: false, kind: AppErrorKind.Unprocessable },
    );
  }
}

function changed(state: DossierStateV1, command: DossierCommand, at: string): Partial<DossierStateV1> {
  switch (command.name) {
    case 'accept':
      return { status: 'ACCEPTED', acceptedAt: at, appointmentAt: command.appointmentAt?.toISOString() ?? null };
    case 'refuse':
      return { status: 'REFUSED_AT_INTAKE', refusedAt: at };
    case 'request-supplement':
      return {
        status: 'SUPPLEMENT_REQUESTED',
        supplements: [...state.supplements, { requestedAt: at, receivedAt: null }],
      };
    case 'receive-supplement':
      return {
        status: 'ACCEPTED',
        supplements: state.supplements.map((each) => (each.receivedAt ? each : { ...each, receivedAt: at })),
      };
    case 'complete':
      return {
        status: 'COMPLETED',
        completedAt: at,
        firstCompletedAt: state.firstCompletedAt ?? at,
        result: command.result,
      };
    case 'return':
      return { status: 'RETURNED', returnedAt: at };
    case 'withdraw':
      return { status: 'WITHDRAWN', withdrawnAt: at };
  }
}
