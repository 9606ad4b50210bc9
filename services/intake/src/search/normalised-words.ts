/** Latin letters with a stroke are letters of their own to Unicode: they do not fall apart into letter and mark. */
const D_WITH_STROKE = /đ/g;
const MARKS = /\p{M}/gu;
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;

/**
 * The words of a name as they are compared: without accents, in lower case, each once, in the order of the text. "Nguyễn
 * Thị Án", "NGUYEN thi an" and the same in decomposed Unicode are one name. Digits stand in words too ("Công ty 19/5").
 * Empty when the text has neither letter nor digit. What it answers normalises to itself.
 */
export function normalisedWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(MARKS, '').replace(D_WITH_STROKE, 'd');
  return [...new Set(plain.split(BETWEEN_WORDS).filter((word) => word !== ''))];
}
