import { isDeepStrictEqual } from 'node:util';
import type { ProcedureVersion } from '../versions/procedure-version.js';
import type { Complaint } from './catalogue-fault.js';
import type { ColumnChange } from './table-plan.js';

/** Mere labels: nothing is computed from them and no dossier keeps them, so a slip in them may be put right. */
const labels: readonly string[] = ['name', 'field'];
const columns = [
  'name',
  'field',
  'onlineLevel',
  'timeLimit',
  'onlineTimeLimit',
  'clockPolicy',
  'fee',
  'resultOnPaper',
  'steps',
  'components',
  'validFrom',
] as const;

export function procedureDifferences(stored: ProcedureVersion, row: ProcedureVersion): readonly ColumnChange[] {
  return columns
    .filter((column) => !isDeepStrictEqual(stored[column], row[column]))
    .map((column) => ({ column, from: stored[column], to: row[column] }));
}

/**
 * What may not change in a stored version of a procedure: all that dossiers rest on. Name and field may be corrected, and
 * what an earlier edition of the catalogue did not hold (components, lines of an unchanged fee) may be filled in once.
 */
export function forbiddenProcedureChanges(stored: ProcedureVersion, row: ProcedureVersion): readonly Complaint[] {
  return procedureDifferences(stored, row)
    .filter(({ column }) => !labels.includes(column) && !isFilledIn(column, stored, row))
    .map(({ column, from, to }) => ({
      column: column === 'fee' ? 'feeLines' : column,
      value: textOf(to),
      problem: `Version ${stored.version} is stored with other content: ${textOf(from)}.`,
      remedy: `Restore it, and publish a new version: a row with version ${stored.version + 1} or higher, valid from the day of the change.`,
    }));
}

function isFilledIn(column: string, stored: ProcedureVersion, row: ProcedureVersion): boolean {
  if (column === 'components') return stored.components.length === 0;
  if (column !== 'fee' || stored.fee === null || row.fee === null || stored.fee.lines.length > 0) return false;
  return stored.fee.amountVnd === row.fee.amountVnd && stored.fee.collection === row.fee.collection;
}

const textOf = (value: unknown): string =>
  value === null ? 'empty' : typeof value === 'string' ? value : JSON.stringify(value);
