import type { LocalDay } from '@motcua/kernel';

/** An agency as it stands, or stood last. */
export interface AgencyStanding {
  readonly code: string;
  readonly parent: string | null;
  /** Its last day; null: it goes on. */
  readonly validUntil: LocalDay | null;
  /** Who took over its dossiers when it ended. */
  readonly successor: string | null;
}

/**
 * The codes of the given agencies and of all below them on a day. An agency that ended is where its successor is, for who
 * answers for the successor answers for its dossiers; without a successor it stays where it stood.
 */
export function agenciesUnder(
  roots: ReadonlySet<string>,
  agencies: readonly AgencyStanding[],
  day: LocalDay,
): ReadonlySet<string> {
  const byCode = new Map(agencies.map((agency) => [agency.code, agency]));
  const isUnder = (code: string | null, passed: readonly string[] = []): boolean => {
    if (code === null || passed.includes(code)) return false;
    const agency = byCode.get(code);
    const ended = agency?.validUntil && agency.validUntil < day;
    if (ended && agency.successor) return isUnder(agency.successor, [...passed, code]);
    return roots.has(code) || isUnder(agency?.parent ?? null, [...passed, code]);
  };
  return new Set(agencies.map(({ code }) => code).filter((code) => isUnder(code)));
}
