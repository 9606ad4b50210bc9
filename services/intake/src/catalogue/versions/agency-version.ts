import type { LocalDay } from '@motcua/kernel';

export const agencyKinds = ['PROVINCE', 'DEPARTMENT', 'DISTRICT', 'COMMUNE', 'LAND_BRANCH'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

/** An agency as it is from one day to another. */
export interface AgencyVersion {
  readonly code: string;
  readonly name: string;
  readonly kind: AgencyKind;
  /** Code of the agency above; null for the province only. */
  readonly parent: string | null;
  /** Working calendar of its counter. */
  readonly calendarId: string;
  readonly validFrom: LocalDay;
  /** The last day; null: until further notice. */
  readonly validUntil: LocalDay | null;
  /** Who takes over its open dossiers when it ends for good. */
  readonly successor: string | null;
}
