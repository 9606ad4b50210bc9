import { CsvError, parse } from 'csv-parse/sync';
import { faultAt, type CatalogueFault, type Complaint } from './catalogue-fault.js';

/** A file as it came; the name is for the clerk. */
export interface CatalogueFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface TableRow {
  /** Line of the file on which the row begins; the header is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly faults: readonly CatalogueFault[];
  /** Whether every row could be read; if not, a missing code may stand in one that could not. */
  readonly complete: boolean;
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A quotation mark that is not closed within so many lines was never meant to span them. */
const LINES_OF_A_RECORD = 50;
const SAVE_AS_UTF8 = 'In the spreadsheet choose "Save as", type "CSV UTF-8 (comma delimited)".';

/**
 * Reads comma-separated text in UTF-8, with or without byte order mark, whose header names every one of `columns` in any
 * order. A line that is no CSV is a fault of its own and reading goes on with the next; a file in another encoding or with
 * another header has no rows. Texts come in Unicode form NFC, trimmed; lines without any text are left out.
 */
export function readTable({ name, bytes }: CatalogueFile, columns: readonly string[]): Table {
  const faults: CatalogueFault[] = [];
  const complain = (line: number | null, complaint: Complaint): void => {
    faults.push(faultAt(name, line, complaint));
  };
  const text = decode(bytes, complain);
  const [header, ...records] = text === undefined ? [] : splitRecords(text, complain);
  if (text === undefined || !isHeader(header, columns, complain)) return { rows: [], faults, complete: false };
  const rows = records.flatMap((record) => rowOf(record, header.cells, complain) ?? []);
  return { rows, faults, complete: faults.length === 0 };
}

type Complain = (line: number | null, complaint: Complaint) => void;

function decode(bytes: Uint8Array, complain: Complain): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    complain(1, { problem: 'The file is encoded in UTF-16, not in UTF-8.', remedy: SAVE_AS_UTF8 });
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).normalize('NFC');
  } catch {
    const line =
      new TextDecoder('utf-8')
        .decode(bytes)
        .split('\uFFFD')[0]
        ?.split(/\r\n|\n|\r/).length ?? 1;
    complain(line, { problem: 'From this line on the file is not encoded in UTF-8.', remedy: SAVE_AS_UTF8 });
    return undefined;
  }
}

/** Record by record, so that a broken one costs its own line and no more. */
function splitRecords(text: string, complain: Complain): CsvRecord[] {
  const lines = text.split(/\r\n|\n|\r/);
  const records: CsvRecord[] = [];
  for (let at = 0; at < lines.length;) {
    const record = takeRecord(lines, at);
    if (typeof record === 'string')
      complain(at + 1, { problem: `The line is no CSV: ${record}.`, remedy: QUOTE_REMEDY });
    else if (record.cells.some((cell) => cell !== '')) records.push({ line: at + 1, cells: record.cells });
    at += typeof record === 'string' ? 1 : record.lines;
  }
  return records;
}

const QUOTE_REMEDY = 'Put the whole cell in "quotation marks" and write a quotation mark inside it twice: "".';

/** The record that begins at a line and how many lines it takes, or what is wrong with it. */
function takeRecord(lines: readonly string[], at: number): { cells: readonly string[]; lines: number } | string {
  for (let count = 1; count <= LINES_OF_A_RECORD && at + count <= lines.length; count += 1) {
    try {
      const [cells = []] = parse(lines.slice(at, at + count).join('\n'), { trim: true, relax_column_count: true });
      return { cells, lines: count };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      if (error.code === 'CSV_QUOTE_NOT_CLOSED') continue;
      // What looks like the closing one on a later line belongs to the cells of that line.
      if (count > 1) break;
      return error.code === 'CSV_INVALID_CLOSING_QUOTE'
        ? 'text follows a closing quotation mark'
        : 'a quotation mark stands inside a cell without quotation marks';
    }
  }
  return 'a quotation mark is opened and never closed';
}

function isHeader(header: CsvRecord | undefined, columns: readonly string[], complain: Complain): header is CsvRecord {
  const expected = `The first line must be: ${columns.join(',')}`;
  if (header === undefined) {
    complain(null, { problem: 'The file is empty.', remedy: expected });
    return false;
  }
  const { line, cells } = header;
  if (cells.length === 1 && /[;\t]/.test(cells[0] ?? '')) {
    complain(line, { problem: 'The columns are not separated by commas.', remedy: SAVE_AS_UTF8 });
    return false;
  }
  const missing = columns.filter((column) => !cells.includes(column));
  const wrong = cells.filter((cell, index) => !columns.includes(cell) || cells.indexOf(cell) !== index);
  for (const column of missing) complain(line, { column, problem: 'The column is missing.', remedy: expected });
  for (const value of wrong) {
    const problem = columns.includes(value) ? 'The column is there twice.' : 'There is no column of this name.';
    complain(line, { value, problem, remedy: expected });
  }
  return missing.length === 0 && wrong.length === 0;
}

function rowOf({ line, cells }: CsvRecord, header: readonly string[], complain: Complain): TableRow | undefined {
  if (cells.length === header.length) {
    return { line, cells: Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ''])) };
  }
  const problem = `The line has ${cells.length} cells instead of ${header.length}.`;
  complain(line, { value: cells[0] ?? '', problem, remedy: 'Put cells that contain a comma in "quotation marks".' });
  return undefined;
}
