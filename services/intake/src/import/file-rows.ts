import { AppError } from '@motcua/kernel';
import { parse } from 'csv-parse/sync';
import type { ImportFault } from '../domain/imported-life-faults.js';
import { externalCode } from './field-readers.js';
import { importFields, readImportRow, requiredFields, type ImportRow } from './import-row.js';
import type { NumberedLine } from './numbered-lines.js';
import { wholeRow, Wrong } from './row-fault.js';

export const importFormats = ['csv', 'ndjson'] as const;
export type ImportFormat = (typeof importFormats)[number];

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
export function fileRows(lines: AsyncIterable<NumberedLine>, format: ImportFormat): AsyncGenerator<FileRow> {
  return format === 'csv' ? csvRows(lines) : ndjsonRows(lines);
}

async function* ndjsonRows(lines: AsyncIterable<NumberedLine>): AsyncGenerator<FileRow> {
  for await (const { number, text, fault } of lines) {
    if (text === null) yield faulty(number, fault!);
    else if (text.trim() !== '') yield rowOf(number, jsonObject(text));
  }
}

async function* csvRows(lines: AsyncIterable<NumberedLine>): AsyncGenerator<FileRow> {
  let header: readonly string[] | null = null;
  for await (const { number, text, fault } of lines) {
    if (header === null) header = headerOf(text);
    else if (text === null) yield faulty(number, fault!);
    else if (text.trim() !== '') yield rowOf(number, cellsOf(text, header));
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

/** What V8 says of unreadable JSON repeats a piece of it, which may be a name: it is not told. */
function jsonObject(text: string): Readonly<Record<string, unknown>> | Wrong {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
    return new Wrong('The line is no JSON object.', 'Write {"externalCode": ...}.');
  } catch {
    return new Wrong('The line is no JSON.', 'Write one whole object a line, with double quotation marks.');
  }
}

function headerOf(text: string | null): readonly string[] {
  const names = text === null ? null : splitLine(text);
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

function cellsOf(text: string, header: readonly string[]): Readonly<Record<string, string>> | Wrong {
  const cells = splitLine(text);
  if (cells === null) {
    const remedy = 'Put the whole cell in "quotation marks", write a quotation mark inside it twice, and no line ends.';
    return new Wrong('The line is no CSV.', remedy);
  }
  if (cells.length !== header.length) {
    const problem = `The line has ${cells.length} cells instead of ${header.length}.`;
    return new Wrong(problem, 'Put cells that contain a comma in "quotation marks".');
  }
  return Object.fromEntries(header.map((field, index) => [field, cells[index] ?? '']));
}

/** The cells of a line; null when its quotation marks do not pair. */
function splitLine(text: string): readonly string[] | null {
  // Most exports quote nothing, and a parser made for every line costs more than all the rest of reading it.
  if (!text.includes('"')) return text.split(',').map((cell) => cell.trim());
  try {
    const [cells = []] = parse(text, { trim: true, relax_column_count: true });
    return cells;
  } catch {
    return null;
  }
}
