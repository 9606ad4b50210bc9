import { faultOfName, tidyText } from '@motcua/kernel/text';
import { oldEncodings } from './old-encodings.js';
import { Doubtful, Wrong, type FieldReader } from './row-fault.js';
import { isSyllable } from './syllable.js';

const NO_NAME: readonly (readonly [RegExp, string, string])[] = [
  [/^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)/i, 'It is an error of a spreadsheet.', 'Write the name.'],
  [/^#+$/, 'The column was too narrow for it.', 'Make the column wider in the spreadsheet, and export it again.'],
  [/^[=+]/, 'It is a formula of a spreadsheet.', 'Write the name that the formula showed.'],
  [/^(?:null|undefined|nan|n\/a|none)$/i, 'It says that there is no name.', 'Write the name.'],
];
const NOT_ASCII = /\P{ASCII}/u;
const SEE_SOURCE = 'Compare it with the other system, and export it from there as UTF-8.';

/**
 * The name of a person or a thing as it comes out of spreadsheets and old fonts. What cannot be a name is wrong; what a name
 * has likely lost on its way is a doubt, and the name is taken in as it stands.
 */
export function nameOf(longest: number): FieldReader<string | Doubtful<string>> {
  return (value) => {
    if (typeof value !== 'string') return new Wrong('This is no text.', 'Write it in "quotation marks".');
    const name = tidyText(value);
    for (const [pattern, problem, remedy] of NO_NAME) if (pattern.test(name)) return new Wrong(problem, remedy);
    const encoding = encodingOf(value);
    const fault = faultOfName(name);
    if (fault !== null) {
      if (encoding !== null) return new Wrong(`It was written in ${encoding}.`, SEE_SOURCE);
      return new Wrong(fault.problem, fault.remedy);
    }
    if (name.length > longest) {
      return new Wrong(`It has ${name.length} characters.`, `Shorten it to at most ${longest}.`);
    }
    if (encoding !== null) return new Doubtful(name, `It was likely written in ${encoding}.`, SEE_SOURCE);
    if (/\p{L}\?|\?\p{L}/u.test(name)) {
      return new Doubtful(name, 'A question mark stands in a word: a letter was likely lost.', SEE_SOURCE);
    }
    return name;
  };
}

/**
 * The encoding that a text was likely written in before it was read in another one; null when it looks like what it is. A
 * word shows it that is no syllable as it stands and is one once it is repaired, so names of other languages pass. Of several
 * encodings it is the one that repairs most words.
 */
export function encodingOf(text: string): string | null {
  const damaged = text.split(/[ \t,.;:/()"-]+/).filter((word) => NOT_ASCII.test(word) && !isSyllable(word));
  const repairs = oldEncodings.map(({ name, repair }) => {
    const repaired = damaged.map(repair).filter((word) => word !== null && NOT_ASCII.test(word));
    return { name, count: repaired.filter((word) => word!.split(/\s+/).every(isSyllable)).length };
  });
  const best = Math.max(...repairs.map(({ count }) => count));
  return best === 0 ? null : repairs.find(({ count }) => count === best)!.name;
}
