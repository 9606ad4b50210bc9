/** The agency that issues a form. */
export interface IssuingAgency {
  readonly name: string;
  /** The agency above it; `null` for the province's own. */
  readonly parentName: string | null;
  /** Where it sits, as the date line has it: `Vũng Tàu`. */
  readonly place: string;
  readonly phone: string | null;
}

/** The dossier that a form speaks of. */
export interface FormDossier {
  readonly dossierCode: string;
  readonly procedureCode: string;
  readonly procedureName: string;
  readonly applicantName: string;
  readonly applicantPhone: string | null;
  readonly applicantAddress: string | null;
}

/** Who signs for the agency. */
export interface Signatory {
  readonly position: string;
  /** `null`: it is written by hand. */
  readonly name: string | null;
}

/** What every form about one dossier has. */
export interface Slip {
  /** Decides the regime, and stands in the date line. */
  readonly issuedAt: Date;
  readonly agency: IssuingAgency;
  readonly dossier: FormDossier;
  /** Encoded in the QR code and printed as text; at most 300 bytes of UTF-8. */
  readonly lookUpLink: string;
}
