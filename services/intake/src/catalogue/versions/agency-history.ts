import { addLocalDays, type LocalDay } from '@motcua/kernel';
import type { AgencyVersion } from './agency-version.js';

/** All versions of all agencies: the tree on any day. Versions of one agency are expected not to overlap. */
export class AgencyHistory {
  private readonly byCode = new Map<string, readonly AgencyVersion[]>();

  constructor(versions: Iterable<AgencyVersion>) {
    for (const version of versions) {
      const known = this.byCode.get(version.code) ?? [];
      this.byCode.set(
        version.code,
        [...known, version].toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1)),
      );
    }
  }

  codes(): Iterable<string> {
    return this.byCode.keys();
  }

  /** In the order of their days; none for an unknown code. */
  versionsOf(code: string): readonly AgencyVersion[] {
    return this.byCode.get(code) ?? [];
  }

  inForceOn(code: string, day: LocalDay): AgencyVersion | undefined {
    return this.versionsOf(code).find(
      ({ validFrom, validUntil }) => validFrom <= day && (validUntil === null || validUntil >= day),
    );
  }

  /**
   * The first day of a time on which the agency does not exist; null if there is none.
   * @param until the last day; null: without end
   */
  firstDayWithout(code: string, from: LocalDay, until: LocalDay | null): LocalDay | null {
    for (let day = from; until === null || day <= until;) {
      const version = this.inForceOn(code, day);
      if (version === undefined) return day;
      if (version.validUntil === null) return null;
      day = addLocalDays(version.validUntil, 1);
    }
    return null;
  }

  /** Whether the way up from an agency comes back to it. */
  isInCircleOn(code: string, day: LocalDay): boolean {
    const seen = new Set<string>();
    let above = this.inForceOn(code, day)?.parent ?? null;
    while (above !== null && !seen.has(above)) {
      if (above === code) return true;
      seen.add(above);
      above = this.inForceOn(above, day)?.parent ?? null;
    }
    return false;
  }
}
