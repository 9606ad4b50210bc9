import type { DossierStateV1, DossierStatus } from '@motcua/contracts';

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
