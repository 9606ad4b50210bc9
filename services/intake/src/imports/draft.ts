import type { ImportFault } from './domain/imported-life-faults.js';
import type { Placement } from './place-imported-dossier.js';
import type { ImportRow } from './reading/import-row.js';
import type { NationalCode } from './reading/national-code.js';

/** A row that goes in. */
export interface Draft {
  readonly line: number;
  readonly row: ImportRow;
  readonly warnings: readonly ImportFault[];
  readonly fingerprint: string;
  readonly placement: Placement;
  readonly waitedWorkingMinutes: number | null;
  /** The row's own code; null: it gets a new one. */
  readonly ownCode: NationalCode | null;
}
