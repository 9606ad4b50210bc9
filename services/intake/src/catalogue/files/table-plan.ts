/** What an import does to one table. */
export interface TablePlan<Row> {
  readonly added: readonly Row[];
  readonly changed: readonly ChangedRow<Row>[];
  /** How many rows of the file are stored already, just so. */
  readonly unchanged: number;
}

export interface ChangedRow<Row> {
  /** As it is afterwards. */
  readonly row: Row;
  readonly columns: readonly ColumnChange[];
}

export interface ColumnChange {
  readonly column: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** The columns in which a row differs from the stored one. */
export type DifferencesOf<Row> = (stored: Row, row: Row) => readonly ColumnChange[];

/** Sorts the rows of a file by what becomes of them. */
export function planTable<Row>(
  rows: readonly Row[],
  storedOf: (row: Row) => Row | undefined,
  differencesOf: DifferencesOf<Row>,
): TablePlan<Row> {
  const added: Row[] = [];
  const changed: ChangedRow<Row>[] = [];
  for (const row of rows) {
    const stored = storedOf(row);
    const columns = stored === undefined ? [] : differencesOf(stored, row);
    if (stored === undefined) added.push(row);
    else if (columns.length > 0) changed.push({ row, columns });
  }
  return { added, changed, unchanged: rows.length - added.length - changed.length };
}
