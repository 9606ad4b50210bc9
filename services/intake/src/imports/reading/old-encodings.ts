/** An encoding of Vietnamese text that was read as if it were Windows-1252. */
export interface OldEncoding {
  readonly name: string;
  /** The text as it was meant; null where it cannot have come from this encoding. */
  readonly repair: (text: string) => string | null;
}

/** The likeliest first. */
export const oldEncodings: readonly OldEncoding[] = [
  { name: 'UTF-8 and read in another encoding', repair: fromUtf8 },
  { name: 'TCVN3 (fonts like .VnTime)', repair: fromTcvn3 },
  { name: 'VNI (fonts like VNI-Times)', repair: fromVni },
  { name: 'CP1258 (Vietnamese Windows)', repair: fromCp1258 },
];

const FIRST_HIGH_BYTE = 0x80;

function bytesOf(encoding: string): ReadonlyMap<string, number> {
  const bytes = Uint8Array.from({ length: 256 - FIRST_HIGH_BYTE }, (_, index) => FIRST_HIGH_BYTE + index);
  const letters = [...new TextDecoder(encoding).decode(bytes)];
  return new Map(letters.map((letter, index) => [letter, FIRST_HIGH_BYTE + index]));
}

const CP1252 = bytesOf('windows-1252');
const CP1258 = bytesOf('windows-1258');

/** The bytes that a text was read from; null when it was not read from such bytes. */
function encoded(text: string, high: ReadonlyMap<string, number>): Uint8Array | null {
  const bytes = [...text].map((letter) => {
    const code = letter.codePointAt(0)!;
    return code < FIRST_HIGH_BYTE ? code : high.get(letter);
  });
  return bytes.every((byte) => byte !== undefined) ? Uint8Array.from(bytes) : null;
}

/** By either of the two encodings that Vietnamese Windows takes for granted. */
function fromUtf8(text: string): string | null {
  for (const high of [CP1252, CP1258]) {
    const bytes = encoded(text, high);
    if (bytes === null) continue;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  return null;
}

function fromCp1258(text: string): string | null {
  const bytes = encoded(text, CP1252);
  return bytes === null ? null : new TextDecoder('windows-1258').decode(bytes);
}

/** TCVN 5712:1993, VN3: bytes from A1 and from B5 on, small letters; a point stands for a byte that is none. */
const TCVN3_FROM_A1 = 'ĂÂÊÔƠƯĐăâêôơưđ';
const TCVN3_FROM_B5 = 'àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò.ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ';
const TCVN3: ReadonlyMap<number, string> = new Map(
  [
    [0xa1, TCVN3_FROM_A1],
    [0xb5, TCVN3_FROM_B5],
  ].flatMap(([first, letters]) =>
    [...(letters as string)].map((letter, index) => [Number(first) + index, letter] as const),
  ),
);

function fromTcvn3(text: string): string | null {
  const letters = [...text].map((letter) => {
    const code = letter.codePointAt(0)!;
    return code < FIRST_HIGH_BYTE ? letter : (TCVN3.get(CP1252.get(letter) ?? 0) ?? '.');
  });
  return letters.includes('.') && !text.includes('.') ? null : letters.join('');
}

const CIRCUMFLEX = '\u0302';
const BREVE = '\u0306';
const TONES: Readonly<Record<string, string>> = { ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' };
/** Behind a vowel: a mark of the letter, with its tone. */
const VNI_MARKS: Readonly<Record<string, string>> = {
  ...TONES,
  â: CIRCUMFLEX,
  á: `${CIRCUMFLEX}\u0301`,
  à: `${CIRCUMFLEX}\u0300`,
  å: `${CIRCUMFLEX}\u0309`,
  ã: `${CIRCUMFLEX}\u0303`,
  ä: `${CIRCUMFLEX}\u0323`,
  ê: BREVE,
  é: `${BREVE}\u0301`,
  è: `${BREVE}\u0300`,
  ú: `${BREVE}\u0309`,
  ü: `${BREVE}\u0303`,
  ë: `${BREVE}\u0323`,
};
const VNI_LETTERS: Readonly<Record<string, string>> = { ñ: 'đ', ô: 'ơ', ö: 'ư', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' };
const VNI_PAIR = new RegExp(`([aeouyôö])([${Object.keys(VNI_MARKS).join('')}])`, 'g');
const VNI_LETTER = new RegExp(`[${Object.keys(VNI_LETTERS).join('')}]`, 'g');

/** In small letters, for capitals have marks of their own that fold to these. */
function fromVni(text: string): string | null {
  const small = text.toLowerCase();
  const marked = small.replace(
    VNI_PAIR,
    (_, vowel: string, mark: string) => (VNI_LETTERS[vowel] ?? vowel) + VNI_MARKS[mark],
  );
  const repaired = marked.replace(VNI_LETTER, (letter) => VNI_LETTERS[letter]!).normalize('NFC');
  return repaired === small ? null : repaired;
}
