import { createHash } from 'node:crypto';
import type { ImportRow } from './import-row.js';

/**
 * SHA-256 of all that a row says, in base64url: equal for equal content, whichever format it came in. A name and an
 * identity number can be guessed from it, so it is stored sealed only.
 */
export const fingerprintOf = (row: ImportRow): string =>
  createHash('sha256').update(JSON.stringify(row)).digest('base64url');
