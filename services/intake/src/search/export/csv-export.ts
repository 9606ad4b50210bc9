import { toLocalIso } from '@motcua/kernel';
import { stringify } from 'csv-stringify';
import { pipeline, Readable } from 'node:stream';
import { exportColumns, type ExportCell, type ExportRow } from './export-columns.js';

/** Each of these alone ends a line for some reader, so a text that holds one is quoted. */
const ENDS_OF_LINE = /[\r\n\u0085\u2028\u2029\v\f]/;

/**
 * Rows as CSV (RFC 4180): UTF-8 behind a byte order mark, without which Excel takes it for another encoding. Instants are
 * local time (UTC+7), `2024-01-29 10:00`. A text that a spreadsheet would take for a formula gets a `'` before it. Pages
 * are read no faster than the content is; when their source fails or the content is destroyed, the other one is too.
 */
export function csvOf(pages: AsyncIterable<readonly ExportRow[]>): Readable {
  const text = stringify({ bom: true, escape_formulas: true, quoted_match: ENDS_OF_LINE, record_delimiter: 'windows' });
  // The fault comes out of the content itself, which is destroyed with it.
  return pipeline(Readable.from(lines(pages)), text, () => undefined);
}

async function* lines(pages: AsyncIterable<readonly ExportRow[]>): AsyncGenerator<readonly string[]> {
  yield exportColumns.map(({ head }) => head);
  for await (const page of pages) {
    for (const row of page) yield exportColumns.map((column) => textOf(column.cell(row)));
  }
}

function textOf(cell: ExportCell): string {
  if (cell instanceof Date) return toLocalIso(cell).slice(0, 16).replace('T', ' ');
  return cell ?? '';
}
