import type { Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import type { Applicant } from '../../applicants/index.js';
import type { PlacedAgency } from '../../catalogue/index.js';

export interface LikelyDuplicatesOptions {
  readonly procedureCode: string;
  /** Where the new dossier is handed in. */
  readonly receivingAgency: PlacedAgency;
  readonly applicant: Applicant;
  readonly principal: Principal;
}

/** Finds open dossiers of the same procedure and, by id number or by name and phone, of the same person. */
export interface LikelyDuplicates {
  /**
   * Their codes, newest first; only those that the principal may see, so that nobody learns of others. That some were found
   * is noted, because it shows that such a person has been here.
   */
  run(tx: Tx, options: LikelyDuplicatesOptions): Promise<readonly string[]>;
}

/** Injection token for who finds them. */
export const LIKELY_DUPLICATES = Symbol('LikelyDuplicates');
