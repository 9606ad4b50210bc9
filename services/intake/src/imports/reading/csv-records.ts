import { parse } from 'csv-parse/sync';
import { importFields } from './import-row.js';
import type { NumberedLine } from './numbered-lines.js';
import { wholeRow, Wrong } from './row-fault.js';
import type { TableRecord } from './table-record.js';

/** Spreadsheets write `;` where the comma belongs to numbers, and tabs as "Unicode text". */
const SEPARATORS = [',', ';', '\t'] as const;
const SEPARATOR_LINE = /^sep=(.)$/i;
const NO_CSV = wholeRow(
  new Wrong(
    'The line is no CSV.',
    'Put the whole cell in "quotation marks", write a quotation mark inside it twice, and no line ends.',
  ),
);

/**
 * The records of CSV, one a line; blank lines are passed over. What separates cells is what separates the names of columns in
 * the first line, or what a line `sep=;` before it says.
 */
export async function* csvRecords(lines: AsyncIterable<NumberedLine>): AsyncGenerator<TableRecord> {
  let separator: string | undefined;
  let isBegun = false;
  for await (const { number, text, fault } of lines) {
    if (text === null) yield { number, cells: null, fault };
    else if (!isBegun && SEPARATOR_LINE.test(text)) separator = text.at(-1);
    else if (text.trim() !== '') {
      separator ??= separatorOf(text);
      const cells = splitLine(text, separator);
      yield { number, cells, fault: cells === null ? NO_CSV : null, separator };
      isBegun = true;
    }
  }
}

/** What parts a header into most names of columns. */
function separatorOf(header: string): string {
  const known: readonly string[] = importFields;
  const counts = SEPARATORS.map(
    (separator) => splitLine(header, separator)?.filter((name) => known.includes(name)).length ?? 0,
  );
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!;
}

/** The cells of a line; null when its quotation marks do not pair. */
function splitLine(text: string, separator: string): readonly string[] | null {
  // Most exports quote nothing, and a parser made for every line costs more than all the rest of reading it.
  if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
  try {
    const [cells = []] = parse(text, { delimiter: separator, trim: true, relax_column_count: true });
    return cells;
  } catch {
    return null;
  }
}
