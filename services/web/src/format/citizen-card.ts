/** What the QR code of a citizen identity card says. */
export interface CitizenCard {
  readonly idNumber: string;
  readonly name: string;
  readonly address: string;
  /** A scanner or an input method has lost the accents, so the name cannot be relied upon. */
  readonly accentsLost: boolean;
}

/** Letters, with Vietnamese accents or without, and what stands between the words of a name. */
const NAME = /^[\p{L}\s'.-]{2,}$/u;
const DAY = /^\d{8}$/;

/**
 * Reads the seven fields of the card (number, former number, name, day of birth, sex, address, day of issue), parted by `|`;
 * null when it is no card. Source: Circular 59/2021/TT-BCA and cards in use.
 */
export function citizenCardOf(scanned: string): CitizenCard | null {
  const fields = scanned.normalize('NFC').trim().split('|');
  if (fields.length < 6) return null;
  const [idNumber = '', , name = '', born = '', , address = ''] = fields;
  if (!/^\d{12}$/.test(idNumber) || !DAY.test(born)) return null;
  const accentsLost = !NAME.test(name) || /^[\x20-\x7e]+$/.test(name);
  return { idNumber, name: titled(name), address, accentsLost };
}

/** Cards write names in capitals. */
const titled = (name: string): string =>
  name
    .toLocaleLowerCase('vi')
    .split(/\s+/)
    .map((word) => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1))
    .join(' ');
