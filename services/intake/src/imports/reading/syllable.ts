const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const ONSET = '(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?';
const END = '(?:ch|n[gh]?|[cmpt])';
/** Rimes without a consonant at the end, and vowels that one may follow. */
const OPEN =
  'a[iouy]?|â[uy]|eo?|êu?|i[au]?|[iy]êu|o[aei]?|oa[ioy]|oeo|[ôơ]i?|u[aêiơy]?|uôi|uây|uy[au]|ư[aiu]?|ươ[iu]|y';
const CLOSED = '[aăâeêioôơuưy]|[iy]ê|o[aăeo]|u[âêôơy]|uyê|ươ';
const SYLLABLE = new RegExp(`^${ONSET}(?:${OPEN}|(?:${CLOSED})${END})$`);

/**
 * Whether a word is built like a syllable of Vietnamese: its consonants, a rime, at most one tone. A word of another language
 * may be, most are not. Not whether the word exists.
 */
export function isSyllable(word: string): boolean {
  const decomposed = word.toLowerCase().normalize('NFD');
  if ((decomposed.match(TONES) ?? []).length > 1) return false;
  return SYLLABLE.test(decomposed.replace(TONES, '').normalize('NFC'));
}
