import { AppError } from '@motcua/kernel';
import { xmlEvents, type XmlEvent } from './xml-events.js';

/** What the cells of a sheet refer to. */
export interface WorkbookContext {
  /** Texts that cells name by their number. */
  readonly texts: readonly string[];
  /** By the number of the style: whether it shows a number as a date. */
  readonly dateStyles: readonly boolean[];
  /** Whether days are counted from 1904 on. */
  readonly from1904: boolean;
}

/** A cell as the sheet keeps it. */
export interface SheetCell {
  /** `s` a number of a text, `b` yes or no, `d` a date, `n` a number; any other is a text as it stands. */
  readonly type: string;
  readonly style: number;
  readonly value: string;
}

type Chunks = AsyncIterable<Uint8Array>;

/** Enough for some 500,000 rows; a workbook that holds more is no list of dossiers. */
const MOST_CHARACTERS = 128 * 1024 * 1024;
/** Formats for dates that every workbook knows (ECMA-376, 18.8.30), those of East Asian ones included. */
const DATE_FORMATS: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];
const DAY_MS = 86_400_000;
const DAYS_TO_1970 = 25_569;
const DAYS_TO_1904 = 1_462;

/** @throws AppError `import-workbook-too-large` */
export async function sharedTexts(chunks: Chunks): Promise<readonly string[]> {
  const texts: string[] = [];
  let text = '';
  let isText = false;
  let left = MOST_CHARACTERS;
  for await (const events of xmlEvents(chunks)) {
    for (const event of events) {
      if (event.kind === 'text') text += isText ? event.text : '';
      else if (event.name === 't') isText = event.kind === 'open';
      else if (event.name === 'si' && event.kind === 'open') text = '';
      else if (event.name === 'si') {
        texts.push(text);
        left -= text.length;
        if (left < 0) throw tooLarge();
      }
    }
  }
  return texts;
}

function tooLarge(): AppError {
  return new AppError('The workbook holds too much text: save the sheet as CSV in UTF-8.', {
    code: 'import-workbook-too-large',
    retryable: false,
  });
}

/** Which styles of cells show dates. */
export async function dateStyles(chunks: Chunks): Promise<readonly boolean[]> {
  const formats = new Map<string, string>();
  const styles: boolean[] = [];
  let isOfCells = false;
  const take = (event: XmlEvent): void => {
    if (event.kind === 'text') return;
    if (event.name === 'cellXfs') isOfCells = event.kind === 'open';
    if (event.kind === 'close') return;
    const { numFmtId = '0', formatCode = '' } = event.attributes;
    if (event.name === 'numFmt') formats.set(numFmtId, formatCode);
    if (event.name === 'xf' && isOfCells) styles.push(isDateFormat(Number(numFmtId), formats.get(numFmtId)));
  };
  for await (const events of xmlEvents(chunks)) events.forEach(take);
  return styles;
}

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return DATE_FORMATS.some(([first, last]) => id >= first && id <= last);
  return /[ymdhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''));
}

/** The text of a cell as it would stand in CSV: an instant in local time with its offset, a number without an exponent. */
export function cellText(
  { type, style, value }: SheetCell,
  { texts, dateStyles: dates, from1904 }: WorkbookContext,
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'YES' : 'NO';
  if (type === 'd') return value === '' ? '' : `${value.replace(/Z$/, '')}+07:00`;
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (dates[style] === true) {
    const at = new Date(Math.round((number + (from1904 ? DAYS_TO_1904 : 0) - DAYS_TO_1970) * DAY_MS));
    return Number.isNaN(at.getTime()) ? value : `${at.toISOString().slice(0, 19)}+07:00`;
  }
  // As the spreadsheet shows it: it keeps 15 digits, and writes more of them into the file.
  return Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(15)));
}
