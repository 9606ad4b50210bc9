import { AppError } from '@motcua/kernel';
import type { ImportFault } from '../domain/imported-life-faults.js';
import { csvRecords } from './csv-records.js';
import { externalCode } from './field-readers.js';
import { importFields, readImportRow, requiredFields, type ImportRow } from './import-row.js';
import type { NumberedLine } from './numbered-lines.js';
import { wholeRow, Wrong } from './row-fault.js';
import type { TableRecord } from './table-record.js';

/** Formats whose rows are lines of text. */
export type LineFormat = 'csv' | 'ndjson';

/** A row of the file, with its fields read or with all that is wrong with them. */
export interface FileRow {
  readonly line: number;
  /** Null: it cannot be made out. */
  readonly externalCode: string | null;
  readonly row: ImportRow | null;
  /** Empty when there is a row. */
  readonly faults: readonly ImportFault[];
  /** What is likely wrong, and keeps no row out. */
  readonly warnings: readonly ImportFault[];
}

/**
 * Rows of a file, one a line; blank lines are passed over.
 * @throws AppError `import-header-unreadable` when the header of a CSV file lacks a column or has an unknown one
 */
export function fileRows(lines: AsyncIterable<NumberedLine>, format: LineFormat): AsyncGenerator<FileRow> {
  return format === 'csv' ? tableRows(csvRecords(lines)) : ndjsonRows(lines);
}

async function* ndjsonRows(lines: AsyncIterable<NumberedLine>): AsyncGenerator<FileRow> {
  for await (const { number, text, fault } of lines) {
    if (text === null) yield faulty(number, fault!);
    else if (text.trim() !== '') yield rowOf(number, jsonObject(text));
  }
}

/**
 * Rows of a table, behind its header.
 * @throws AppError `import-header-unreadable` when the header lacks a column or has an unknown one
 */
export async function* tableRows(records: AsyncIterable<TableRecord>): AsyncGenerator<FileRow> {
  let header: readonly string[] | null = null;
  for await (const { number, cells, fault, separator } of records) {
    if (header === null) header = headerOf(cells);
    else if (cells === null) yield faulty(number, fault!);
    else yield rowOf(number, fieldsOf(cells, header, separator));
  }
}

function rowOf(line: number, given: Readonly<Record<string, unknown>> | Wrong): FileRow {
  if (given instanceof Wrong) return faulty(line, wholeRow(given));
  const { row, faults, warnings } = readImportRow(given);
  if (row !== null) return { line, externalCode: row.externalCode, row, faults: [], warnings };
  const code = typeof given['externalCode'] === 'string' ? externalCode(given['externalCode'].trim()) : null;
  return { line, externalCode: typeof code === 'string' ? code : null, row, faults, warnings };
}

const faulty = (line: number, fault: ImportFault): FileRow => ({
  line,
  externalCode: null,
  row: null,
  faults: [fault],
  warnings: [],
});

/** What V8 says of unreadable JSON repeats a piece of it, which may be a name, so it is left out. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | Wrong {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return new Wrong('The line is no JSON object.', 'Write {"externalCode": ...}.');
  } catch {
    return new Wrong('The line is no JSON.', 'Write one whole object a line, with double quotation marks.');
  }
}

function headerOf(names: readonly string[] | null): readonly string[] {
  const faults = names === null ? ['it cannot be read as CSV in UTF-8'] : headerFaults(names);
  if (names !== null && faults.length === 0) return names;
  throw new AppError(
    `The first line must name the columns: ${faults.join('; ')}. Columns: ${importFields.join(',')}; needed are ${requiredFields.join(', ')}.`,
    { code: 'import-header-unreadable', retryable: false },
  );
}

function headerFaults(names: readonly string[]): string[] {
  const known: readonly string[] = importFields;
  const unknown = names.filter((name) => !known.includes(name)).length;
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...requiredFields.filter((field) => !names.includes(field)).map((field) => `${field} is missing`),
    ...(unknown > 0 ? [`${unknown} of the ${names.length} names are no columns of ours`] : []),
    ...(twice.length > 0 && unknown === 0 ? [`${twice.join(', ')} is there twice`] : []),
  ];
}

function fieldsOf(
  cells: readonly string[],
  header: readonly string[],
  separator = ',',
): Readonly<Record<string, string>> | Wrong {
  if (cells.length !== header.length) {
    const problem = `The line has ${cells.length} cells instead of ${header.length}.`;
    const name = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' }[separator] ?? `"${separator}"`;
    return new Wrong(problem, `Put cells that contain ${name} in "quotation marks".`);
  }
  return Object.fromEntries(header.map((field, index) => [field, cells[index] ?? '']));
}
