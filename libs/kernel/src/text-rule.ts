/** What is wrong with a text and what to do about it. It repeats nothing of the text but the number of a character. */
export interface TextFault {
  readonly problem: string;
  readonly remedy: string;
}

const BETWEEN_WORDS = /[\p{Zs}]+/gu;

/**
 * A text of one line as it is kept: Unicode form NFC, nothing around it, one space between words. A control character inside
 * it stays, so that {@link faultOfText} reports it.
 */
export function tidyText(text: string): string {
  return text.normalize('NFC').trim().replace(BETWEEN_WORDS, ' ');
}

const LINE_ENDS = /\r\n?|[\p{Zl}\p{Zp}]/gu;

/** A text of several lines as it is kept: each of them as {@link tidyText} does, a tab like a space, no empty ones around it. */
export function tidyLines(text: string): string {
  const lines = text.normalize('NFC').replace(LINE_ENDS, '\n').replaceAll('\t', ' ').split('\n');
  return lines
    .map((line) => line.replace(BETWEEN_WORDS, ' ').trimEnd())
    .join('\n')
    .trim();
}

const IN_ONE_LINE = 'Write it in one line, without tabs.';

/** Characters that no text may have, first match first: they break lists and forms, or hide a name from searches. */
const FORBIDDEN: readonly (readonly [RegExp, string, string])[] = [
  [/[\p{Cc}\p{Zl}\p{Zp}]/u, 'a control character', IN_ONE_LINE],
  [/\p{Cs}/u, 'half a character', 'Type the text again.'],
  [/\uFFFD/u, 'the mark of a lost character', 'Write the letter that stood there.'],
  [/[\p{Cf}\p{Default_Ignorable_Code_Point}]/u, 'an invisible character', 'Delete it, or type the text again.'],
  [/\p{C}/u, 'a character that Unicode does not know', 'Type the text again, in a Unicode font.'],
];

/** One check for all of them: nearly every text has none. */
const ANY_FORBIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFD]/u;

/** Why this is not a valid text of one line; null: it is valid. */
export function faultOfText(text: string): TextFault | null {
  if (!ANY_FORBIDDEN.test(text)) return null;
  for (const [pattern, kind, remedy] of FORBIDDEN) {
    const found = pattern.exec(text);
    if (found) return { problem: `It has ${kind} in it (${placeOf(text, found)}).`, remedy };
  }
  return null;
}

/** Not made before it is needed: an old browser, which knows no properties of strings, may import this file. */
let emoji: RegExp | undefined;

/** Why this is not a valid text of several lines; null: it is valid. Emoji may have their invisible parts. */
export function faultOfLines(text: string): TextFault | null {
  if (!ANY_FORBIDDEN.test(text)) return null;
  emoji ??= new RegExp('\\p{RGI_Emoji}', 'gv');
  const plain = text.replaceAll('\n', ' ').replace(emoji, (each) => ' '.repeat([...each].length));
  const fault = faultOfText(plain);
  return (
    fault && { ...fault, remedy: fault.remedy === IN_ONE_LINE ? 'Delete it, or type the text again.' : fault.remedy }
  );
}

/** Why this is not a valid name of a person or a thing, which is a text with a letter; null: it is valid. */
export function faultOfName(text: string): TextFault | null {
  const fault = faultOfText(text);
  if (fault !== null || /\p{L}/u.test(text)) return fault;
  return { problem: 'It has no letter in it.', remedy: 'Write the name in letters.' };
}

function placeOf(text: string, { 0: character, index }: RegExpExecArray): string {
  const number = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return `U+${number}, character ${[...text.slice(0, index)].length + 1}`;
}
