import { addLocalDays } from '@motcua/kernel';
import type { AgencyHistory } from '../versions/agency-history.js';
import type { AgencyVersion } from '../versions/agency-version.js';
import type { Complaint } from './catalogue-fault.js';
import type { PlacedRow } from './read-rows.js';

export type ComplainAt<Row> = (placed: PlacedRow<Row>, complaint: Complaint) => void;

export interface AgencyCheckOptions {
  /** Everything that would be stored after the import. */
  readonly rows: readonly PlacedRow<AgencyVersion>[];
  readonly history: AgencyHistory;
  /** Whether all rows of an agency could be read; what refers to another one is not judged. */
  isRead(code: string): boolean;
}

/**
 * What must hold between agencies: versions do not overlap, a parent exists as long as its child hangs under it, there is
 * no circle on any day, and whoever ends for good has a successor that exists on the day after.
 */
export function checkAgencies(options: AgencyCheckOptions, complain: ComplainAt<AgencyVersion>): void {
  checkOverlaps(options.rows, complain);
  for (const placed of options.rows) {
    checkParent(placed, options, complain);
    checkEnd(placed, options, complain);
  }
}

function checkOverlaps(rows: readonly PlacedRow<AgencyVersion>[], complain: ComplainAt<AgencyVersion>): void {
  const byCode = Map.groupBy(rows, ({ row }) => row.code);
  for (const versions of byCode.values()) {
    const inOrder = versions.toSorted((left, right) => (left.row.validFrom < right.row.validFrom ? -1 : 1));
    for (const [index, later] of inOrder.entries()) {
      const earlier = inOrder[index - 1];
      if (!earlier || (earlier.row.validUntil !== null && earlier.row.validUntil < later.row.validFrom)) continue;
      const [placed, other] = later.line === null ? [earlier, later] : [later, earlier];
      complain(placed, {
        column: 'validFrom',
        value: placed.row.validFrom,
        problem: `Its time overlaps with that of the version from ${other.row.validFrom}.`,
        remedy: `Give the version from ${earlier.row.validFrom} validUntil ${addLocalDays(later.row.validFrom, -1)}.`,
      });
    }
  }
}

function checkParent(
  placed: PlacedRow<AgencyVersion>,
  { history, isRead }: AgencyCheckOptions,
  complain: ComplainAt<AgencyVersion>,
): void {
  const { code, parent, validFrom, validUntil } = placed.row;
  if (parent === null || !isRead(parent)) return;
  const at = { column: 'parent', value: parent };
  if (history.versionsOf(parent).length === 0) {
    const remedy = 'Correct the code, or add that agency in a row of its own.';
    complain(placed, { ...at, problem: 'No agency has this code.', remedy });
    return;
  }
  const day = history.firstDayWithout(parent, validFrom, validUntil);
  if (day !== null) {
    const problem = `The agency above does not exist on ${day}.`;
    const remedy = `End this version on ${addLocalDays(day, -1)} and add one that hangs elsewhere, or correct the other's time.`;
    complain(placed, { ...at, problem, remedy: day > validFrom ? remedy : 'Correct the code or the time of either.' });
  }
  if (history.isInCircleOn(code, validFrom)) {
    const remedy = 'Correct the parent of one of them: the way up must end at the province.';
    complain(placed, { ...at, problem: `On ${validFrom} the way up leads back to ${code}.`, remedy });
  }
}

function checkEnd(
  placed: PlacedRow<AgencyVersion>,
  { history, isRead }: AgencyCheckOptions,
  complain: ComplainAt<AgencyVersion>,
): void {
  const { code, validUntil, successor } = placed.row;
  if (validUntil === null || !isRead(code)) return;
  const dayAfter = addLocalDays(validUntil, 1);
  const at = { column: 'successor', value: successor ?? '' };
  if (history.inForceOn(code, dayAfter)) {
    if (successor === null) return;
    const problem = `It does not end for good: it has a version from ${dayAfter}.`;
    complain(placed, { ...at, problem, remedy: 'Leave the cell empty.' });
  } else if (successor === null) {
    const problem = `It ends on ${validUntil}, and nobody takes over its open dossiers.`;
    const remedy = `Write who does, or add its own version from ${dayAfter}.`;
    complain(placed, { ...at, problem, remedy });
  } else if (isRead(successor) && !history.inForceOn(successor, dayAfter)) {
    const known = history.versionsOf(successor).length > 0;
    const problem = known ? `The successor does not exist on ${dayAfter}.` : 'No agency has this code.';
    complain(placed, { ...at, problem, remedy: `Write an agency that exists on ${dayAfter}.` });
  }
}
