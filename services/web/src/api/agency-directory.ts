export const agencyKinds = ['DEPARTMENT', 'DISTRICT', 'COMMUNE', 'LAND_BRANCH'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

export interface Agency {
  readonly code: string;
  readonly name: string;
  /** One of `agencyKinds`, PROVINCE for the root, or a kind this page does not know. */
  readonly kind: string;
  readonly parent: string | null;
  /** The last local day on which it is in force; null: it goes on. */
  readonly validUntil: string | null;
}

/** Agencies by code; empty until intake has answered. */
export type AgencyDirectory = ReadonlyMap<string, Agency>;

export const emptyDirectory: AgencyDirectory = new Map();

/** Entries without a code or a name are left out: a ranking with a code is better than no page. */
export function decodeAgencies(value: unknown): AgencyDirectory {
  if (!Array.isArray(value)) throw new TypeError('The list of agencies is not a list');
  const agencies = value.flatMap((entry: unknown): Agency[] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { code, name, kind, parent, validUntil } = entry as Readonly<Record<string, unknown>>;
    if (typeof code !== 'string' || typeof name !== 'string' || typeof kind !== 'string') return [];
    return [{ code, name, kind, parent: textOrNull(parent), validUntil: textOrNull(validUntil) }];
  });
  return new Map(agencies.map((agency) => [agency.code, agency]));
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

export function rootOf(directory: AgencyDirectory): Agency | null {
  return [...directory.values()].find((agency) => agency.parent === null) ?? null;
}

/** What stands for the province's name until intake has answered. */
export const provinceFallback = 'Tỉnh Bà Rịa - Vũng Tàu';
