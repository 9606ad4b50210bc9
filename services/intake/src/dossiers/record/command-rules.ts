import { Role, type Principal } from '@motcua/auth';
import {
  DossierAcceptedV1,
  DossierCompletedV1,
  DossierCorrectedV1,
  DossierForwardedV1,
  DossierPaymentReceivedV1,
  DossierPaymentRequestedV1,
  DossierRefusedV1,
  DossierResumedV1,
  DossierReturnedV1,
  DossierSupplementReceivedV1,
  DossierSupplementRequestedV1,
  DossierSuspendedV1,
  DossierTerminatedV1,
  DossierTransferredV1,
  DossierVoidedV1,
  DossierWithdrawnV1,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import type { Correction } from '../domain/correction.js';
import type { DossierCommandName } from '../domain/transitions.js';

/** What each command says when it is done. */
export const eventOf: Readonly<Record<DossierCommandName, EventDefinition<typeof DossierStateV1>>> = {
  accept: DossierAcceptedV1,
  refuse: DossierRefusedV1,
  forward: DossierForwardedV1,
  assign: DossierForwardedV1,
  'request-supplement': DossierSupplementRequestedV1,
  'receive-supplement': DossierSupplementReceivedV1,
  'request-payment': DossierPaymentRequestedV1,
  'receive-payment': DossierPaymentReceivedV1,
  suspend: DossierSuspendedV1,
  resume: DossierResumedV1,
  complete: DossierCompletedV1,
  return: DossierReturnedV1,
  withdraw: DossierWithdrawnV1,
  terminate: DossierTerminatedV1,
  transfer: DossierTransferredV1,
  correct: DossierCorrectedV1,
  void: DossierVoidedV1,
};

/** Commands that must say why: an officer answers for them, or a form gives the reason. */
export const needsReason: ReadonlySet<DossierCommandName> = new Set([
  'refuse',
  'suspend',
  'terminate',
  'transfer',
  'correct',
  'void',
]);

const COUNTER = [Role.IntakeOfficer];
const SETTLING = [Role.CaseOfficer, Role.Supervisor];

type Desk = 'receiving' | 'settling' | 'either';

const RIGHTS: Readonly<Record<DossierCommandName, readonly [readonly Role[], Desk]>> = {
  accept: [COUNTER, 'receiving'],
  refuse: [COUNTER, 'receiving'],
  forward: [[Role.IntakeOfficer, ...SETTLING], 'either'],
  assign: [[Role.Supervisor], 'settling'],
  'request-supplement': [[Role.IntakeOfficer, ...SETTLING], 'either'],
  'receive-supplement': [COUNTER, 'receiving'],
  'request-payment': [[Role.IntakeOfficer, ...SETTLING], 'either'],
  'receive-payment': [[Role.IntakeOfficer, ...SETTLING], 'either'],
  suspend: [SETTLING, 'settling'],
  resume: [SETTLING, 'settling'],
  complete: [[Role.CaseOfficer], 'settling'],
  return: [COUNTER, 'receiving'],
  withdraw: [COUNTER, 'receiving'],
  terminate: [SETTLING, 'settling'],
  transfer: [[Role.Supervisor], 'settling'],
  correct: [[Role.Supervisor], 'either'],
  void: [[Role.Supervisor], 'either'],
};

export interface Right {
  readonly roles: readonly Role[];
  readonly at: readonly string[];
}

/** What a correction of these needs: the desk of the command that recorded them. */
const CORRECTED_AT: Readonly<Partial<Record<keyof Correction, Desk>>> = {
  completedAt: 'settling',
  result: 'settling',
  electronicResult: 'settling',
  returnedAt: 'receiving',
};

/** Who may give a command to a dossier: for each right, one of the roles, held at or above one of the agencies. */
export function rightsOf(
  { command, correction = {} }: { readonly command: DossierCommandName; readonly correction?: Correction | undefined },
  state: DossierStateV1,
): readonly Right[] {
  const [roles, desk] = RIGHTS[command];
  if (command !== 'correct') return [{ roles, at: agenciesOf(desk, state) }];
  const desks = new Set((Object.keys(correction) as (keyof Correction)[]).map((field) => CORRECTED_AT[field] ?? desk));
  return [...(desks.size === 0 ? [desk] : desks)].map((each) => ({ roles, at: agenciesOf(each, state) }));
}

function agenciesOf(desk: Desk, { receivingAgency, settlingAgency, steps }: DossierStateV1): readonly string[] {
  if (desk === 'receiving') return [receivingAgency];
  if (desk === 'settling') return [settlingAgency];
  const atStep = steps.at(-1)?.agency;
  return [...new Set([receivingAgency, settlingAgency, ...(atStep ? [atStep] : [])])];
}

/** Whether somebody is a supervisor of the agency that settles a dossier. */
export function isSupervisor(principal: Principal, { settlingAgencyPath }: DossierStateV1): boolean {
  return principal.holds(Role.Supervisor, settlingAgencyPath);
}
