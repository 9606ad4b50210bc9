/**
 * Somebody's text as one line: NFC, every white space a single space, without control and format characters (line ends,
 * bidirectional overrides, zero widths). What went through here can neither end a header nor reorder a sentence.
 */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
