import { z } from 'zod';

/** States of the national list (domain code list of the National Public Service Portal), our names. */
export const DossierStatus = z.enum([
  'SUBMITTED',
  'ACCEPTED',
  'REFUSED_AT_INTAKE',
  'IN_PROCESS',
  'SUPPLEMENT_REQUESTED',
  'PAYMENT_REQUESTED',
  'WITHDRAWN',
  'SUSPENDED',
  'TERMINATED',
  'COMPLETED',
  'RETURNED',
  'VOIDED',
]);
export type DossierStatus = z.output<typeof DossierStatus>;

/**
 * The code of the national list (TrangThaiHoSo) that a state goes out under. "Dừng xử lý" (8) stands for two facts that
 * are apart here: a suspension that can be resumed, and an end. A voided dossier was an error and goes out under none.
 */
export const NATIONAL_STATE: Readonly<Record<DossierStatus, number | null>> = {
  SUBMITTED: 1,
  ACCEPTED: 2,
  REFUSED_AT_INTAKE: 3,
  IN_PROCESS: 4,
  SUPPLEMENT_REQUESTED: 5,
  PAYMENT_REQUESTED: 6,
  WITHDRAWN: 7,
  SUSPENDED: 8,
  TERMINATED: 8,
  COMPLETED: 9,
  RETURNED: 10,
  VOIDED: null,
};
