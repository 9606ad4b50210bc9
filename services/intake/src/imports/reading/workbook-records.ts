import { AppError } from '@motcua/kernel';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { TableRecord } from './table-record.js';
import { cellText, dateStyles, sharedTexts, type SheetCell, type WorkbookContext } from './workbook-cells.js';
import { xmlEvents } from './xml-events.js';

const LETTERS = 26;
/** More than any sheet has that a spreadsheet writes. */
const MOST_COLUMNS = 16_384;

/**
 * The rows of the first sheet of a workbook (`.xlsx`) as records of a table; rows without any text are passed over. Cells are
 * read as {@link cellText} says. Holds the texts that cells share, and a piece of the sheet.
 * @throws AppError `import-workbook-unreadable`, `import-workbook-too-large`
 */
export async function* workbookRecords(path: string): AsyncGenerator<TableRecord> {
  const file = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw unreadable(error);
  });
  try {
    const workbook = new Workbook(file, await partsOf(file));
    let width: number | undefined;
    for await (const { number, cells } of workbook.rows()) {
      const last = cells.findLastIndex((cell) => cell !== '');
      if (last === -1) continue;
      width ??= last + 1;
      const all = Array.from({ length: Math.max(width, last + 1) }, (_, index) => cells[index] ?? '');
      yield { number, cells: all, fault: null };
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    file.close();
  }
}

function unreadable(error: unknown): unknown {
  // A fault of the disk stays one, and so does one of ours.
  if (error instanceof AppError || (error as { readonly syscall?: unknown }).syscall !== undefined) return error;
  const text =
    'The file is no .xlsx workbook that can be read (an older .xls, or one with a password?): save it as .xlsx without a password, or as CSV in UTF-8.';
  return new AppError(text, { code: 'import-workbook-unreadable', retryable: false, cause: error });
}

async function partsOf(file: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const parts = new Map<string, Entry>();
  for await (const entry of file.eachEntry()) parts.set(entry.fileName, entry);
  return parts;
}

interface SheetRow {
  readonly number: number;
  readonly cells: string[];
}

/** A workbook as a package of XML parts (ECMA-376). */
class Workbook {
  constructor(
    private readonly file: ZipFile,
    private readonly parts: ReadonlyMap<string, Entry>,
  ) {}

  async *rows(): AsyncGenerator<SheetRow> {
    const { sheet, from1904 } = await this.firstSheet();
    const [texts, styles] = [await this.part('xl/sharedStrings.xml'), await this.part('xl/styles.xml')];
    const context: WorkbookContext = {
      texts: texts ? await sharedTexts(texts) : [],
      dateStyles: styles ? await dateStyles(styles) : [],
      from1904,
    };
    const part = await this.part(sheet);
    if (part === null) throw new Error(`There is no part ${sheet}.`);
    yield* sheetRows(part, context);
  }

  private async part(name: string): Promise<Readable | null> {
    const entry = this.parts.get(name);
    return entry === undefined ? null : this.file.openReadStreamPromise(entry);
  }

  private async firstSheet(): Promise<{ readonly sheet: string; readonly from1904: boolean }> {
    const book = await this.elements('xl/workbook.xml');
    const id = book.find(({ name }) => name === 'sheet')?.attributes['id'];
    const date1904 = book.find(({ name }) => name === 'workbookPr')?.attributes['date1904'];
    const relations = await this.elements('xl/_rels/workbook.xml.rels');
    const target = relations.find(({ attributes }) => attributes['Id'] === id)?.attributes['Target'];
    if (target === undefined) throw new Error('The workbook has no sheet.');
    const sheet = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return { sheet, from1904: date1904 === '1' || date1904 === 'true' };
  }

  /** The elements of a part, which is small. */
  private async elements(
    name: string,
  ): Promise<readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[]> {
    const part = await this.part(name);
    if (part === null) throw new Error(`There is no part ${name}.`);
    const opened = [];
    for await (const events of xmlEvents(part)) opened.push(...events.filter((event) => event.kind === 'open'));
    return opened;
  }
}

async function* sheetRows(chunks: AsyncIterable<Uint8Array>, context: WorkbookContext): AsyncGenerator<SheetRow> {
  let row: SheetRow = { number: 0, cells: [] };
  let cell: SheetCell = { type: 'n', style: 0, value: '' };
  let column = -1;
  let isValue = false;
  for await (const events of xmlEvents(chunks)) {
    for (const event of events) {
      if (event.kind === 'text') {
        if (isValue) cell = { ...cell, value: cell.value + event.text };
      } else if (event.name === 'v' || event.name === 't') isValue = event.kind === 'open';
      else if (event.kind === 'open' && event.name === 'row') {
        row = { number: Number(event.attributes['r'] ?? row.number + 1), cells: [] };
        column = -1;
      } else if (event.kind === 'open' && event.name === 'c') {
        const { r: place, t: type = 'n', s: style = '0' } = event.attributes;
        column = place === undefined ? column + 1 : columnOf(place);
        cell = { type, style: Number(style), value: '' };
      } else if (event.kind === 'close' && event.name === 'c') {
        if (column < MOST_COLUMNS) row.cells[column] = cellText(cell, context).trim();
      } else if (event.kind === 'close' && event.name === 'row') {
        yield { number: row.number, cells: Array.from(row.cells, (text) => text ?? '') };
      }
    }
  }
}

/** `C5` is in the third column, which is 2. */
function columnOf(place: string): number {
  const letters = /^[A-Z]{1,3}/.exec(place)?.[0] ?? 'A';
  return [...letters].reduce((sum, letter) => sum * LETTERS + letter.charCodeAt(0) - 64, 0) - 1;
}
