import type { DossierId, LocalDay } from '@motcua/kernel';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Dossier } from './dossier.js';

/** What is known when an applicant hands in a dossier; its procedure is kept as it stands at that moment. */
export type Submission = Pick<
  DossierStateV1,
  | 'dossierCode'
  | 'procedure'
  | 'calendarId'
  | 'receivingAgency'
  | 'settlingAgency'
  | 'channel'
  | 'partyKind'
  | 'eIdVerified'
  | 'components'
> & { readonly dossierId: DossierId; readonly settlingAgencyPath: readonly string[] };

/** A new dossier at revision 1. With a fee that is paid in advance the submission has yet to take effect. */
export function submit(submission: Submission, at: Date): Dossier {
  const { settlingAgencyPath, ...known } = submission;
  const submittedAt = at.toISOString();
  return {
    revision: 1,
    state: {
      ...known,
      settlingAgencyPath: [...settlingAgencyPath],
      calendarRevision: 0,
      externalCode: null,
      caseOfficer: null,
      status: 'SUBMITTED',
      submittedAt,
      effectiveSubmittedAt: submission.procedure.fee?.collection === 'PREPAID' ? null : submittedAt,
      acceptedAt: null,
      refusedAt: null,
      waitedWorkingMinutes: null,
      appointmentAt: null,
      appointmentProvisional: false,
      supplements: [],
      suspensions: [],
      steps: [],
      transfers: [],
      firstCompletedAt: null,
      completedAt: null,
      completionRecordedAt: null,
      result: null,
      electronicResult: false,
      returnedAt: null,
      withdrawnAt: null,
      terminatedAt: null,
      voidedAt: null,
      endRecordedAt: null,
    },
  };
}

/** `<agency>-<yymmdd>-<number of the day>`, for example `000.00.17.H06-240127-0001`; more than four digits when needed. */
export function dossierCode(agency: string, day: LocalDay, number: number): string {
  return `${agency}-${day.replaceAll('-', '').slice(2)}-${String(number).padStart(4, '0')}`;
}
