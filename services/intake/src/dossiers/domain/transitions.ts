import { AppError, AppErrorKind } from '@motcua/kernel';
import type { DossierStateV1, DossierStatus } from '@motcua/contracts';

const OPEN = ['ACCEPTED', 'IN_PROCESS', 'SUPPLEMENT_REQUESTED', 'PAYMENT_REQUESTED', 'SUSPENDED'] as const;
const AT_WORK = ['ACCEPTED', 'IN_PROCESS'] as const;

/** Where a dossier stands as long as nobody has decided on it. */
export const undecidedStates: readonly DossierStatus[] = ['SUBMITTED', ...OPEN];

/** In which states a command is legal. Whatever is not listed is refused. */
const LEGAL_FROM = {
  accept: ['SUBMITTED'],
  refuse: ['SUBMITTED'],
  forward: AT_WORK,
  assign: OPEN,
  'request-supplement': ['SUBMITTED', ...AT_WORK],
  'receive-supplement': ['SUPPLEMENT_REQUESTED'],
  'request-payment': AT_WORK,
  'receive-payment': ['PAYMENT_REQUESTED'],
  suspend: AT_WORK,
  resume: ['SUSPENDED'],
  complete: AT_WORK,
  return: ['COMPLETED'],
  withdraw: ['SUBMITTED', ...OPEN],
  terminate: OPEN,
  transfer: ['SUBMITTED', ...OPEN],
  correct: ['SUBMITTED', ...OPEN, 'REFUSED_AT_INTAKE', 'WITHDRAWN', 'TERMINATED', 'COMPLETED', 'RETURNED'],
  void: ['SUBMITTED', ...OPEN, 'REFUSED_AT_INTAKE', 'WITHDRAWN', 'TERMINATED', 'COMPLETED', 'RETURNED'],
} as const satisfies Readonly<Record<string, readonly DossierStatus[]>>;

/** What can be done to a dossier after it was submitted. */
export type DossierCommandName = keyof typeof LEGAL_FROM;
export const commandNames = Object.keys(LEGAL_FROM) as readonly DossierCommandName[];

/** Legal only once the dossier was accepted: before, the applicant may only complete it or the counter refuse it. */
const AFTER_ACCEPTANCE: readonly DossierCommandName[] = ['assign', 'terminate'];

export function isLegal(name: DossierCommandName, { status, acceptedAt }: DossierStateV1): boolean {
  const legalFrom: readonly DossierStatus[] = LEGAL_FROM[name];
  if (name === 'refuse' && status === 'SUPPLEMENT_REQUESTED') return acceptedAt === null;
  return legalFrom.includes(status) && (acceptedAt !== null || !AFTER_ACCEPTANCE.includes(name));
}

/** The commands that a dossier takes in its present state. */
export function legalCommands(state: DossierStateV1): readonly DossierCommandName[] {
  return commandNames.filter((name) => isLegal(name, state));
}

/** @throws AppError `illegal-transition`, which names what the dossier does take */
export function requireLegal(name: DossierCommandName, state: DossierStateV1): void {
  if (isLegal(name, state)) return;
  const takes = legalCommands(state);
  throw new AppError(
    `A dossier in state ${state.status} does not take "${name}"; it takes: ${takes.join(', ') || 'nothing more'}.`,
    {
      code: 'illegal-transition',
      retryable: false,
      kind: AppErrorKind.Conflict,
      details: { status: state.status, takes },
    },
  );
}
