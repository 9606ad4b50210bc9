/**
 * Letters that look like a Latin one and do not fall apart into that letter and a mark, small, by the Latin letter. A row is
 * chosen by what the capital looks like, for a name in capitals and the same in small letters are one name. Cyrillic and
 * Greek ones from confusables.txt of Unicode Technical Standard 39; the others are variants of the Latin letter itself.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'ɑаα',
  b: 'вβ',
  c: 'с',
  d: 'đðɖԁ',
  e: 'еε',
  f: 'ϝ',
  g: 'ɡԍ',
  h: 'нһη',
  i: 'ıɩіӏι',
  j: 'ȷјϳ',
  k: 'кκ',
  m: 'мμϻ',
  n: 'ν',
  o: 'оο',
  p: 'рρ',
  q: 'ԛ',
  s: 'ѕ',
  t: 'тτ',
  v: 'ѵ',
  w: 'ԝ',
  x: 'хχ',
  y: 'уүυ',
  z: 'ζ',
};

const LATIN_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, letters]) => [...letters].map((letter) => [letter, latin] as const)),
);
const LOOK_ALIKE = new RegExp(`[${[...LATIN_OF.keys()].join('')}]`, 'gu');
const MARKS_AND_UNSEEN = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A text as it is compared: small letters, without accents and without invisible characters, each letter as the Latin one that it
 * looks like. "Đặng", "ÐẶNG" with the Icelandic Eth, and the same in full width fold to "dang". The result
 * folds to itself.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(MARKS_AND_UNSEEN, '')
    .replace(LOOK_ALIKE, (letter) => LATIN_OF.get(letter) ?? letter);
}
