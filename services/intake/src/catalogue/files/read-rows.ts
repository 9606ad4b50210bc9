import { faultAt, type CatalogueFault, type Complaint } from './catalogue-fault.js';
import { readCells, type CellReaders, type ValuesOf } from './cell-reader.js';
import { readTable, type CatalogueFile } from './read-table.js';

/** A row and where it stands; line null: stored by an earlier import. */
export interface PlacedRow<Row> {
  readonly row: Row;
  readonly line: number | null;
}

export interface ReadRows<Row> {
  /** Name of the file, for faults that are found later. */
  readonly file: string;
  readonly rows: readonly PlacedRow<Row>[];
  readonly faults: readonly CatalogueFault[];
  /** Codes of rows left out for their faults: what refers to them is not judged, to spare the reader faults of faults. */
  readonly unreadCodes: ReadonlySet<string>;
  /** Whether every row gave at least its code. */
  readonly complete: boolean;
}

export interface RowKind<Readers extends CellReaders, Row> {
  /** One a column. */
  readonly readers: Readers;
  /** The row of its cells; reports what does not go together. */
  build(values: ValuesOf<Readers>, complain: (complaint: Complaint) => void): Row;
  /** What may be there once only. */
  keyOf(row: Row): string;
}

/** Reads a file's rows. A row with a fault is left out, every fault of every row is reported. */
export function readRows<Readers extends CellReaders, Row>(
  file: CatalogueFile,
  kind: RowKind<Readers, Row>,
): ReadRows<Row> {
  const table = readTable(file, Object.keys(kind.readers));
  const faults = [...table.faults];
  const unreadCodes = new Set<string>();
  const rows: PlacedRow<Row>[] = [];
  const lines = new Map<string, number>();
  for (const tableRow of table.rows) {
    const before = faults.length;
    const { line } = tableRow;
    const complain = (complaint: Complaint): void => {
      faults.push(faultAt(file.name, line, complaint));
    };
    const values = readCells(tableRow, kind.readers, complain);
    const row = values && kind.build(values, complain);
    if (row === undefined || faults.length > before) {
      unreadCodes.add(tableRow.cells['code'] ?? '');
      continue;
    }
    const key = kind.keyOf(row);
    const first = lines.get(key);
    if (first === undefined) rows.push({ row, line });
    else complain({ column: 'code', value: key, ...twice(first) });
    lines.set(key, first ?? line);
  }
  return { file: file.name, rows, faults, unreadCodes, complete: table.complete };
}

const twice = (line: number): Complaint => ({
  problem: `Line ${line} is about the same version.`,
  remedy: 'Delete one of the two, or give it its own version.',
});
