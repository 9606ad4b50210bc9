import type { ImportFault } from '../domain/imported-life-faults.js';

/** A row of a table, whatever file it comes from; the first one is its header. */
export interface TableRecord {
  /** Line of the file or row of the sheet, from 1. */
  readonly number: number;
  /** Null: it cannot be read, and `fault` says why. */
  readonly cells: readonly string[] | null;
  readonly fault: ImportFault | null;
  /** What stands between cells, for texts. @default a comma */
  readonly separator?: string | undefined;
}
