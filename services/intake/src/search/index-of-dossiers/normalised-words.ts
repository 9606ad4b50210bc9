import { foldText } from '@motcua/kernel/text';

const BETWEEN_WORDS = /[^\p{L}\p{N}]+/u;

/**
 * The words of a name as they are compared: folded, each once, in the order of the text. "Nguyễn Thị Án", "NGUYEN thi an" and
 * the same in decomposed Unicode are one name. Digits stand in words too ("Công ty 19/5"). Empty when the text has neither
 * letter nor digit. What it answers normalises to itself.
 */
export function normalisedWords(text: string): readonly string[] {
  return [...new Set(foldText(text).split(BETWEEN_WORDS).filter(Boolean))];
}
