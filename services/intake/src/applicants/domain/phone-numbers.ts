import { noNumber, numberIs, type ReadNumber } from './read-number.js';

const COUNTRY_CODE = '84';
/** A national number without its leading 0 has 9 digits, that of a landline 10. */
const WITH_COUNTRY_CODE = /^84\d{9,10}$/;
const WRITTEN = /^[+\d(][\d\s.()–-]*$/;
/** National with its leading 0, a service number, or foreign (ITU-T E.164). */
const WHOLE = /^(?:0\d{9,10}|1[89]00\d{4,6}|\+[1-9]\d{6,14})$/;
const BETWEEN_NUMBERS = /[/;,|]|\s(?:hoặc|và|or)\s/u;

/**
 * A phone number in one writing: digits only, a Vietnamese one from its 0 on, a foreign one from its + on. "0901 234 567",
 * "+84 90 123 45 67", "0084901234567" and "84901234567" are one number. Empty when the text has no digit.
 */
export function normalisedPhone(text: string): string {
  const plain = text.normalize('NFKC');
  const digits = plain.replace(/\D/g, '');
  if (digits === '') return '';
  const international = plain.trim().startsWith('+') ? digits : /^00(\d+)$/.exec(digits)?.[1];
  if (international === undefined) return WITH_COUNTRY_CODE.test(digits) ? nationalOf(digits) : digits;
  return international.startsWith(COUNTRY_CODE) ? nationalOf(international) : `+${international}`;
}

/** Some write the 0 too: "+84 (0)90 ...". */
function nationalOf(international: string): string {
  return `0${international.slice(COUNTRY_CODE.length).replace(/^0+/, '')}`;
}

/** The phone numbers that stand in a text, each as {@link normalisedPhone}; one that cannot be made out is one number. */
export function phonesIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC').trim();
  const whole = wholePhone(plain);
  if (whole !== null) return [whole];
  const pieces = plain.split(BETWEEN_NUMBERS).flatMap((piece) => wholePhone(piece.trim()) ?? twoPhones(piece.trim()));
  return pieces.length > 1 ? pieces : [normalisedPhone(plain)].filter((number) => number !== '');
}

/** Two numbers with nothing but a space or a stroke between them. */
function twoPhones(text: string): readonly string[] {
  for (const { index } of text.matchAll(/[\s–-]/g)) {
    const both = [text.slice(0, index), text.slice(index + 1).replace(/^[\s–-]+/, '')].map(wholePhone);
    if (both.every((number) => number !== null)) return both;
  }
  return [];
}

function wholePhone(text: string): string | null {
  const number = WRITTEN.test(text) ? normalisedPhone(text) : '';
  return WHOLE.test(number) ? number : null;
}

/**
 * A phone number as people write it, with spaces, points, strokes and parentheses. It is kept as `0901234567`, a foreign one
 * as `+14155550100`. Several numbers are a fault that names each by its last three digits.
 */
export function readPhone(text: string): ReadNumber {
  const plain = text.normalize('NFKC').trim();
  const [first, ...others] = phonesIn(plain);
  if (first !== undefined && others.length > 0) {
    const ends = [first, ...others].map((number) => `the one that ends in ${number.slice(-3)}`);
    return noNumber(`There are ${ends.length} numbers: ${ends.join(' and ')}.`, 'Write one of them.');
  }
  const whole = wholePhone(plain);
  return whole === null ? noNumber(whatIsWrong(plain), REMEDY) : numberIs(whole);
}

const REMEDY =
  'Write all 10 digits of a number in Viet Nam, 11 of a landline, with the 0 in front; + and the country code of a foreign one.';

function whatIsWrong(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits === '') return 'It has no digit in it.';
  if (!WRITTEN.test(text)) return 'It has something in it that no phone number has.';
  const number = normalisedPhone(text);
  if (number.startsWith('+')) return `It has ${digits.length} digits with the country code, and needs 7 to 15.`;
  const isNational = number.startsWith('0') && !digits.startsWith('0');
  return isNational ? `It has ${number.length - 1} digits behind the country code.` : `It has ${digits.length} digits.`;
}
