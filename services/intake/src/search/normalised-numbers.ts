const COUNTRY_CODE = '84';
/** A national number without its leading 0 has 9 digits, that of a landline 10. */
const WITH_COUNTRY_CODE = /^84\d{9,10}$/;

/**
 * A phone number in one writing: digits only, a Vietnamese one from its 0 on, a foreign one from its + on. "0901 234 567",
 * "+84 90 123 45 67", "0084901234567" and "84901234567" are one number. Empty when the text has no digit.
 */
export function normalisedPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (digits === '') return '';
  const international = text.trim().startsWith('+') ? digits : /^00(\d+)$/.exec(digits)?.[1];
  if (international === undefined) return WITH_COUNTRY_CODE.test(digits) ? nationalOf(digits) : digits;
  return international.startsWith(COUNTRY_CODE) ? nationalOf(international) : `+${international}`;
}

/** The number of an identity document: its digits. */
export function normalisedIdNumber(text: string): string {
  return text.replace(/\D/g, '');
}

/** Some write the 0 too: "+84 (0)90 ...". */
function nationalOf(international: string): string {
  return `0${international.slice(COUNTRY_CODE.length).replace(/^0+/, '')}`;
}
