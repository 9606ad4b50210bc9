import {
  DossierRefusedV1,
  DossierSupplementRequestedV1,
  DossierTerminatedV1,
  type DossierStateV1,
} from '@motcua/contracts';
import type { AppointmentSlip, PrintedFee } from '../documents/appointment-slip.js';
import { timeLimitText } from '../documents/parts/time-limit-text.js';
import type { Refusal } from '../documents/refusal.js';
import type { SupplementRequest } from '../documents/supplement-request.js';
import type { Termination } from '../documents/termination.js';
import type { DossierForm } from '../printing/print-form.js';
import { controlSheetOf } from './control-sheet-of.js';
import { formNotPossible, reasonGiven, signatoryOf, slipOf, type FormFacts } from './form-facts.js';
import { supplementWords } from './supplement-words.js';

/** The forms that follow from what was recorded of a dossier; the apology says something new besides. */
export const recordedForms = [
  'appointment-slip',
  'supplement-request',
  'refusal',
  'termination',
  'control-sheet',
] as const satisfies readonly DossierForm['kind'][];
export type RecordedForm = (typeof recordedForms)[number];

/**
 * A form as the dossier's record has it: what was promised and when is read from there, never computed again.
 * @throws AppError `form-not-possible`, which says what must happen first
 */
export function formOfDossier(kind: RecordedForm, facts: FormFacts): DossierForm {
  switch (kind) {
    case 'appointment-slip':
      return appointmentSlipOf(facts);
    case 'supplement-request':
      return supplementRequestOf(facts);
    case 'refusal':
      return refusalOf(facts);
    case 'termination':
      return terminationOf(facts);
    case 'control-sheet':
      return controlSheetOf(facts);
  }
}

function appointmentSlipOf(facts: FormFacts): AppointmentSlip {
  const { dossier, componentNames, officerName } = facts;
  const { acceptedAt, appointmentAt, appointmentProvisional: provisional, receivingAgency, procedure } = dossier;
  if (acceptedAt === null) {
    throw formNotPossible(`The dossier is ${dossier.status} and was not accepted: accept it, then print the slip.`);
  }
  const slip = slipOf(facts, receivingAgency, new Date(acceptedAt));
  return {
    ...slip,
    kind: 'appointment-slip',
    channel: dossier.channel,
    components: dossier.components.map(({ code, copyKind }) => ({ name: componentNames.get(code) ?? code, copyKind })),
    receivedAt: new Date(acceptedAt),
    timeLimit: timeLimitText(procedure.timeLimit),
    appointment: appointmentAt === null ? null : { at: new Date(appointmentAt), provisional },
    resultPlace: slip.agency.name,
    fees: feesOf(procedure),
    officerName,
  };
}

function feesOf({ fee }: DossierStateV1['procedure']): readonly PrintedFee[] {
  if (fee === null) return [];
  if (fee.lines.length === 0) return [{ kind: 'FEE', name: 'Giải quyết thủ tục hành chính', amount: fee.amountVnd }];
  return fee.lines.map(({ kind, title, amountVnd }) => ({ kind, name: title, amount: amountVnd }));
}

function supplementRequestOf(facts: FormFacts): SupplementRequest {
  const { dossier, reasons, officerName } = facts;
  const last = dossier.supplements.at(-1);
  if (!last) {
    throw formNotPossible('The applicant was not asked to complete the dossier: record "request-supplement" first.');
  }
  return {
    ...slipOf(facts, dossier.receivingAgency, new Date(last.requestedAt)),
    kind: 'supplement-request',
    ...supplementWords(reasons.get(DossierSupplementRequestedV1.type)),
    respondBy: last.respondBy === null ? null : new Date(last.respondBy),
    officerName,
  };
}

function refusalOf(facts: FormFacts): Refusal {
  const { dossier, officerName } = facts;
  if (dossier.refusedAt === null) {
    throw formNotPossible(`The dossier is ${dossier.status} and was not refused at intake: record "refuse" first.`);
  }
  return {
    ...slipOf(facts, dossier.receivingAgency, new Date(dossier.refusedAt)),
    kind: 'refusal',
    reason: reasonGiven(facts, DossierRefusedV1),
    guidance: null,
    officerName,
  };
}

function terminationOf(facts: FormFacts): Termination {
  const { status, acceptedAt, terminatedAt, settlingAgency } = facts.dossier;
  if (acceptedAt === null || terminatedAt === null) {
    throw formNotPossible(`The dossier is ${status} and was not terminated: record "terminate" first.`);
  }
  return {
    ...slipOf(facts, settlingAgency, new Date(terminatedAt)),
    kind: 'termination',
    receivedAt: new Date(acceptedAt),
    terminatedAt: new Date(terminatedAt),
    reason: reasonGiven(facts, DossierTerminatedV1),
    signatory: signatoryOf(facts),
  };
}
