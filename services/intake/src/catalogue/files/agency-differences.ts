import type { LocalDay } from '@motcua/kernel';
import type { AgencyVersion } from '../versions/agency-version.js';
import type { Complaint } from './catalogue-fault.js';
import type { ColumnChange } from './table-plan.js';

const frozenColumns = ['name', 'kind', 'parent', 'calendarId'] as const;
const endColumns = ['validUntil', 'successor'] as const;

export function agencyDifferences(stored: AgencyVersion, row: AgencyVersion): readonly ColumnChange[] {
  return [...frozenColumns, ...endColumns]
    .filter((column) => stored[column] !== row[column])
    .map((column) => ({ column, from: stored[column], to: row[column] }));
}

/**
 * What may not change in a stored version of an agency. Its end and successor may be set later, and moved while the end is
 * still to come; what it was called and where it hung stands in dossiers and figures.
 * @param today local day of the import
 */
export function forbiddenAgencyChanges(
  stored: AgencyVersion,
  row: AgencyVersion,
  today: LocalDay,
): readonly Complaint[] {
  return agencyDifferences(stored, row).flatMap(({ column, from, to }): Complaint[] => {
    const at = { column, value: String(to ?? '') };
    const was = from === null ? 'an empty cell' : `"${String(from)}"`;
    if (frozenColumns.some((frozen) => frozen === column)) {
      const remedy = `Restore ${was}; what changes from a day on is a new row with that validFrom, after an end of this one.`;
      return [{ ...at, problem: 'This version is stored with other content, which may not change.', remedy }];
    }
    if (from === null) return [];
    if (stored.validUntil !== null && stored.validUntil < today)
      return [{ ...at, problem: `The version ended on ${stored.validUntil}.`, remedy: `Restore ${was}.` }];
    return to === null
      ? [{ ...at, problem: 'An announced end is not taken back.', remedy: `Restore ${was}, or write a later day.` }]
      : [];
  });
}
