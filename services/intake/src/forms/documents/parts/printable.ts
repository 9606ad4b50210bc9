/** Stands for a character that the font cannot draw; the font has it. */
const PLACEHOLDER = '□';

/**
 * What Tinos draws in all four faces and a Vietnamese form may need: Latin with Vietnamese, Greek, Cyrillic,
 * punctuation, currency and a few signs. Left out although drawn: Hebrew, whose direction the layout does not know.
 */
const NOT_DRAWN =
  /[^\n\x20-\x7e\u00a0-\u0377\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20be\u2100-\u214f\u2190-\u2195\u2260\u2261\u2264\u2265\u25a0\u25a1\u25cf]/gu;

/**
 * Somebody's text as one line that can be printed: NFC, every white space a single space, without control, format
 * (bidirectional, zero-width) and variation characters; what the font lacks becomes `□`.
 */
export function printableLine(text: string): string {
  return printableLines(text).replace(/\s+/g, ' ').trim();
}

/** As {@link printableLine}, but the lines that somebody wrote stay; empty ones go. */
export function printableLines(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Cf}|[\ufe00-\ufe0f]/gu, '')
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/[^\n\P{Cc}]/gu, '')
    .replace(NOT_DRAWN, PLACEHOLDER)
    .replace(/ *\n[ \n]*/g, '\n')
    .trim();
}
