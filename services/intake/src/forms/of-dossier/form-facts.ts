import type { DeadlineStateV1, DossierStateV1, EventDefinition } from '@motcua/contracts';
import { AppError, AppErrorKind, localDayOf, type LocalDay } from '@motcua/kernel';
import type { Applicant } from '../../applicants/index.js';
import type { AgencyName } from '../../catalogue/index.js';
import type { IssuingAgency, Signatory, Slip } from '../documents/slip.js';
import type { WorkingCalendar } from '@motcua/working-calendar';

/** All that a form about a dossier may print. */
export interface FormFacts {
  readonly dossier: DossierStateV1;
  readonly applicant: Applicant;
  /** What was given as the reason when an event of this type last happened; by event type. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Null: deadlines has not spoken of it. */
  readonly deadline: DeadlineStateV1 | null;
  readonly procedureName: string;
  /** Names of the procedure's components, by code. */
  readonly componentNames: ReadonlyMap<string, string>;
  /** How an agency was called on a day, and the one above it. */
  readonly agencyName: (code: string, day: LocalDay) => AgencyName;
  /** The edition that holds now; null: no calendar has reached intake yet. */
  readonly calendar: WorkingCalendar | null;
  readonly lookUpLink: string;
  /** Who prints it. */
  readonly officerName: string;
  /** Who prints it when that is a supervisor of the settling agency; null: the name is written by hand. */
  readonly signatoryName: string | null;
  readonly now: Date;
}

/** What every form about the dossier has, as the agency `code` issues it at `issuedAt`. */
export function slipOf(facts: FormFacts, code: string, issuedAt: Date): Slip {
  const { dossier, applicant, procedureName, lookUpLink } = facts;
  return {
    issuedAt,
    agency: issuingAgency(facts.agencyName(code, localDayOf(issuedAt))),
    dossier: {
      dossierCode: dossier.dossierCode,
      procedureCode: dossier.procedure.code,
      procedureName,
      applicantName: applicant.name,
      applicantPhone: applicant.phone ?? null,
      applicantAddress: applicant.address ?? null,
    },
    lookUpLink,
  };
}

/** The catalogue knows neither place nor phone of an agency: its name says where it sits. */
export function issuingAgency({ name, parentName }: AgencyName): IssuingAgency {
  return { name, parentName, place: name, phone: null };
}

/** How the forms of the circulars call whoever signs for an agency, whatever its head is called. */
export const SIGNATORY_POSITION = 'Thủ trưởng cơ quan, đơn vị';

export function signatoryOf({ signatoryName }: FormFacts): Signatory {
  return { position: SIGNATORY_POSITION, name: signatoryName };
}

/** The reason on a form that cannot do without. @throws AppError `form-not-possible` */
export function reasonGiven({ reasons, dossier }: FormFacts, { type }: EventDefinition): string {
  const reason = reasons.get(type);
  if (reason !== undefined) return reason;
  throw formNotPossible(
    dossier.externalCode === null
      ? 'No reason was recorded for it, and the form must give one: write the form by hand.'
      : `The dossier was taken over as ${dossier.externalCode} without the reason: print the form in the former system.`,
  );
}

/** The dossier is not in a state in which there is such a form; the text says what must happen first. */
export function formNotPossible(text: string): AppError {
  return new AppError(text, { code: 'form-not-possible', retryable: false, kind: AppErrorKind.Conflict });
}
