import { noNumber, numberIs, type ReadNumber } from './read-number.js';

/** Digits of an identity card (9), of a tax code (10), of a personal identification number (12). */
const LENGTHS: readonly number[] = [9, 10, 12];
/** A tax code and the number of the branch. */
const BRANCH = /^(\d{10})(\d{3})$/;
/** A passport, or a certificate of a household business: most of it digits. */
const WITH_LETTERS = /^(?=(?:[A-Z]*\d){5})(?=\d*[A-Z])[A-Z\d]{6,12}$/;
const REMEDY =
  'Write 9 or 12 digits of an identity card, 10 of a tax code (0301234567-001 of a branch), or a passport number like B1234567.';

/** The number of an identity document as it is compared: its letters, as capitals, and its digits. */
export function normalisedIdNumber(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z\d]/g, '');
}

/**
 * The number of an identity document as people write it, with spaces, points and strokes. It is kept as `079084001234`,
 * `B1234567` or, a tax code of a branch, `0301234567-001`.
 */
export function readIdNumber(text: string): ReadNumber {
  const plain = text.normalize('NFKC').trim();
  if (!/^[A-Za-z\d][A-Za-z\d\s.–-]*$/.test(plain)) {
    return noNumber('It has something in it that no number of a document has.', REMEDY);
  }
  const number = normalisedIdNumber(plain);
  const branch = BRANCH.exec(number);
  if (branch) return numberIs(`${branch[1]}-${branch[2]}`);
  if (LENGTHS.includes(/^\d+$/.exec(number)?.[0].length ?? 0) || WITH_LETTERS.test(number)) return numberIs(number);
  const digits = number.replace(/\D/g, '').length;
  const letters = number.length - digits;
  return noNumber(`It has ${digits} digits${letters > 0 ? ` and ${letters} letters` : ''}.`, REMEDY);
}
