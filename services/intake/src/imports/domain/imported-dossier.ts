import type { DossierStateV1, DossierStatus } from '@motcua/contracts';
import { submit, undecidedStates, type Dossier, type Submission } from '../../dossiers/index.js';

/** What another one-stop system says happened to a dossier. Instants are ISO 8601 in UTC, so they compare as text. */
export type ImportedLife = Pick<
  DossierStateV1,
  | 'submittedAt'
  | 'acceptedAt'
  | 'refusedAt'
  | 'appointmentAt'
  | 'supplements'
  | 'suspensions'
  | 'completedAt'
  | 'result'
  | 'electronicResult'
  | 'returnedAt'
  | 'withdrawnAt'
  | 'terminatedAt'
>;

/**
 * A dossier of another system as its first revision here: with the appointment promised there, and no fee to collect. Which
 * steps a settled one went through that system knows, so none are left here; who is to settle an open one starts anew. When
 * a completion was entered there is not known either, and its import is not that instant.
 */
export function importedDossier(
  { externalCode, procedure, ...known }: Submission & { readonly externalCode: string },
  life: ImportedLife,
  waitedWorkingMinutes: number | null,
): Dossier {
  const steps = life.completedAt === null ? procedure.steps : [];
  const { state } = submit({ ...known, procedure: { ...procedure, fee: null, steps } }, new Date(life.submittedAt));
  const status = statusOf(life);
  return {
    revision: 1,
    state: { ...state, ...life, externalCode, status, waitedWorkingMinutes, firstCompletedAt: life.completedAt },
  };
}

/** Where a dossier stands to which all of this happened. */
export function statusOf(life: ImportedLife): DossierStatus {
  if (life.returnedAt !== null) return 'RETURNED';
  if (life.completedAt !== null) return 'COMPLETED';
  if (life.withdrawnAt !== null) return 'WITHDRAWN';
  if (life.terminatedAt !== null) return 'TERMINATED';
  if (life.refusedAt !== null) return 'REFUSED_AT_INTAKE';
  const stop = life.suspensions.find(({ to }) => to === null);
  if (stop) return stop.cause === 'PAYMENT' ? 'PAYMENT_REQUESTED' : 'SUSPENDED';
  if (life.supplements.some(({ receivedAt }) => receivedAt === null)) return 'SUPPLEMENT_REQUESTED';
  return life.acceptedAt === null ? 'SUBMITTED' : 'ACCEPTED';
}

/** Whether the settling agency still has to do something about it. */
export const isOpen = (life: ImportedLife): boolean => undecidedStates.includes(statusOf(life));
