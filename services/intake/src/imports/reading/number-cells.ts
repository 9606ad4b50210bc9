import { faultOfText } from '@motcua/kernel/text';
import { phonesIn, readIdNumber, readPhone, type ReadNumber } from '../../applicants/index.js';
import { Doubtful, Wrong, type FieldReader } from './row-fault.js';

const AS_TEXT = 'Set the column to "Text" in the spreadsheet, and export it again.';
const LOST_DIGITS = 'It is in the scientific notation of a spreadsheet: its last digits are lost.';

const DATE = /^(?:(?:19|20)\d\d[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[/-]\d{1,2}[/-](?:\d\d|(?:19|20)\d\d))(?:[ T].*)?$/;

/** What a spreadsheet makes of numbers and codes that it takes for amounts or days. */
const DESTROYED: readonly (readonly [RegExp, string])[] = [
  [/^[+-]?\d+(?:[.,]\d+)?E[+-]?\d+$/i, LOST_DIGITS],
  [/^\d{6,}[.,]0+$/, 'A spreadsheet or a program has made an amount of it, with decimals.'],
  [DATE, 'A spreadsheet has made a date of it.'],
  [/^(?:\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2,4})$/, 'A spreadsheet has made a date of it.'],
  [/^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#*$)/i, 'It is an error of a spreadsheet.'],
  [/^=/, 'It is a formula of a spreadsheet.'],
];

/** What a spreadsheet has made of a number or a code; null: nothing that can be seen. */
export function destroyedBy(value: unknown): Wrong | null {
  const [, problem] = DESTROYED.find(([pattern]) => typeof value === 'string' && pattern.test(value)) ?? [];
  return problem === undefined ? null : new Wrong(problem, AS_TEXT);
}

/** Reads a number; `restored` answers what it likely was before a spreadsheet took zeros in front of it. */
function numberCell(
  read: (text: string) => ReadNumber,
  restored: (digits: string) => string | null,
): FieldReader<string | Doubtful<string>> {
  return (value) => {
    if (typeof value !== 'string') return new Wrong('This is no text.', 'Write it in "quotation marks".');
    const destroyed = destroyedBy(value);
    if (destroyed !== null) return destroyed;
    const textFault = faultOfText(value);
    if (textFault !== null) return new Wrong(textFault.problem, textFault.remedy);
    if (!/\d/.test(value.normalize('NFKC'))) {
      return new Wrong('It has no digit in it.', 'Leave the cell empty where there is no number.');
    }
    const { number, fault } = read(value);
    if (fault === null) return number;
    const whole = /^\d+$/.test(value) ? restored(value) : null;
    if (whole === null) return new Wrong(fault.problem, fault.remedy);
    return new Doubtful(whole, 'The 0 in front was likely lost in a spreadsheet; it is taken in with it.', AS_TEXT);
  };
}

const onePhone = numberCell(readPhone, (digits) => (/^(?:[35789]\d{8}|2\d{9})$/.test(digits) ? `0${digits}` : null));

/** The phone of an applicant. Of several in one cell the first is taken in: there is one to call and to look up by. */
export const phone: FieldReader<string | Doubtful<string>> = (value) => {
  const read = onePhone(value);
  if (!(read instanceof Wrong) || typeof value !== 'string' || destroyedBy(value) !== null) return read;
  const [first, ...others] = phonesIn(value);
  if (others.length === 0 || faultOfText(value) !== null) return read;
  const problem = `There are ${others.length + 1} numbers in the cell; the first is taken in, the others are left out.`;
  return new Doubtful(first!, problem, 'Write one number.');
};

export const idNumber = numberCell(readIdNumber, (digits) => (/^(?:\d{8}|\d{11})$/.test(digits) ? `0${digits}` : null));

/** What the number of a document says against the kind of its bearer; null: nothing. */
export function doubtOfKind(partyKind: string, number: string | null): Doubtful<null> | null {
  const digits = number !== null && /^\d+$/.test(number) ? number.length : 0;
  if (partyKind === 'ENTERPRISE' && digits === 9) {
    return new Doubtful(null, 'It has 9 digits: of a tax code the 0 in front was likely lost.', AS_TEXT);
  }
  if (partyKind === 'CITIZEN' && digits === 10) {
    return new Doubtful(null, 'It has 10 digits: of an identity number two zeros in front were likely lost.', AS_TEXT);
  }
  return null;
}
