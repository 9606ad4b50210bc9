import type { Content } from 'pdfmake/interfaces.js';

/**
 * pdfmake leaves out, without a word, what it may not break and what is taller than a page. So nothing is kept whole
 * unless its texts are sure to fit.
 */
const MOST_LINES = 16;
const MOST_SIGNATURE_CHARACTERS = 200;

/** How a table's columns are set, in points. */
export interface ColumnSetting {
  readonly widths: readonly number[];
  readonly fontSize: number;
}

/**
 * Whether every row may be kept on one page. By an estimate that is high: with the widest letters and the worst breaks,
 * 16 estimated lines are 42 real ones, and 43 of 9 points fit on a landscape page.
 */
export function rowsFitOnPage(rows: readonly (readonly string[])[], columns: ColumnSetting): boolean {
  const { widths, fontSize } = columns;
  return rows.every((cells) =>
    cells.every((text, index) => estimatedLines(text, (widths[index] ?? 1) / fontSize) <= MOST_LINES),
  );
}

/** Signatures with what they sign on one page, unless the given texts are too long for it. */
export function keptWhole(stack: Content[], texts: readonly string[]): Content {
  return { stack, unbreakable: texts.join('').length <= MOST_SIGNATURE_CHARACTERS };
}

/** Lines of a text in a column so many em wide: small letters, digits and spaces are 0.6 em, all else 1 em. */
function estimatedLines(text: string, width: number): number {
  const narrow = text.match(/[\p{Ll}\d\s.,-]/gu)?.length ?? 0;
  return text.split('\n').length + (narrow * 0.6 + (text.length - narrow)) / width;
}
