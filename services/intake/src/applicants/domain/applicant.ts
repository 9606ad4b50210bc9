/** Who is behind a dossier; leaves this service in no event and no log. */
export interface Applicant {
  readonly kind: 'CITIZEN' | 'ENTERPRISE' | 'HOUSEHOLD';
  readonly name: string;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
  readonly email?: string | undefined;
  readonly address?: string | undefined;
  /** Of what is sent to the applicant. @default 'vi' */
  readonly language?: 'vi' | 'en' | undefined;
  /** Who hands in on the applicant's behalf (người nộp, người được ủy quyền). @default the applicant */
  readonly onBehalfOf?: { readonly name: string; readonly idNumber?: string | undefined } | undefined;
}
