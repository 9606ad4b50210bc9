import type { LocalDay } from '@motcua/kernel';
import { faultOfName } from '@motcua/kernel/text';
import type { Complaint } from './catalogue-fault.js';
import type { TableRow } from './read-table.js';

/** What is wrong with a cell; several things when it holds a list. */
export class Complaints {
  constructor(readonly all: readonly Complaint[]) {}
}

/** Reads the text of a cell. */
export type CellReader<Value> = (text: string) => Value | Complaints;
type ValueOf<Reader extends CellReader<unknown>> = Exclude<ReturnType<Reader>, Complaints>;

export type CellReaders = Readonly<Record<string, CellReader<unknown>>>;
export type ValuesOf<Readers extends CellReaders> = { readonly [Column in keyof Readers]: ValueOf<Readers[Column]> };

/** Reads a row's cells. All that is wrong with any of them is reported together; then there are no values. */
export function readCells<Readers extends CellReaders>(
  { cells }: TableRow,
  readers: Readers,
  complain: (complaint: Complaint) => void,
): ValuesOf<Readers> | undefined {
  let sound = true;
  const values: Record<string, unknown> = {};
  for (const [column, reader] of Object.entries(readers)) {
    const value = cells[column] ?? '';
    const read = reader(value);
    if (read instanceof Complaints) {
      sound = false;
      for (const complaint of read.all) complain({ column, value, ...complaint });
    } else values[column] = read;
  }
  return sound ? (values as ValuesOf<Readers>) : undefined;
}

export const wrong = (problem: string, remedy: string): Complaints => new Complaints([{ problem, remedy }]);

/** @returns null for an empty cell */
export function optional<Value>(reader: CellReader<Value>): CellReader<Value | null> {
  return (text) => (text === '' ? null : reader(text));
}

/** A name of a thing that people see, of one line. */
export function textOf(longest: number): CellReader<string> {
  return (text) => {
    if (text === '') return wrong('The cell is empty.', 'Write its text.');
    if (text.length > longest)
      return wrong(`The text has ${text.length} characters.`, `Shorten it to at most ${longest}.`);
    if (/\p{Cc}/u.test(text)) return wrong('The text has a line break or tab in it.', 'Write it in one line.');
    const fault = faultOfName(text);
    return fault === null ? text : wrong(fault.problem, fault.remedy);
  };
}

export function wordOf<const Word extends string>(words: readonly Word[]): CellReader<Word> {
  return (text) => words.find((word) => word === text) ?? wrong('The word is not known.', `Write ${oneOf(words)}.`);
}

const oneOf = (words: readonly string[]): string =>
  words.length === 1 ? `${words[0]}` : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** Yes or no, as words that no spreadsheet translates. */
export const yesOrNo: CellReader<boolean> = (text) => {
  const word = wordOf(['YES', 'NO'])(text);
  return word instanceof Complaints ? word : word === 'YES';
};

export function wholeNumber(least: number, most: number): CellReader<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    return wrong('This is not a number that fits here.', `Write a whole number from ${least} to ${most}, digits only.`);
  };
}

/** Outside of it a date is a slip of the pen. */
const EARLIEST = '1975-01-01';
const LATEST = '2099-12-31';

/** A local day, `YYYY-MM-DD`. */
export const localDay: CellReader<LocalDay> = (text) => {
  const remedy = 'Write year-month-day, like 2025-07-01; set the column to "Text", or the spreadsheet rewrites dates.';
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text) return wrong('This is no date.', remedy);
  return text < EARLIEST || text > LATEST
    ? wrong('The date is too far away.', `Write a day from ${EARLIEST} to ${LATEST}.`)
    : text;
};

/** Form of the national scheme, before (`000.00.31.H06`) and since Decision 20/2020/QĐ-TTg (`H06`, `H06.31`). */
export const agencyCode: CellReader<string> = (text) =>
  /^(?:\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})$/.test(text)
    ? text
    : wrong('This is no agency code.', 'Write it like 000.00.31.H06, or like H06.31.');

export const procedureCode: CellReader<string> = (text) =>
  /^\d\.\d{6}(?:\.[A-Z]\d{2})?$/.test(text)
    ? text
    : wrong(
        'This is no procedure code.',
        'Write it like 1.001610: six digits after the point; set the column to "Text", or the spreadsheet drops zeros.',
      );
