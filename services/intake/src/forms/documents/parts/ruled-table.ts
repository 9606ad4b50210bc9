import type { ContentTable, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js';
import { rowsFitOnPage } from './kept-whole.js';

export interface TableColumn {
  readonly head: string;
  /** Points. None follows its content: that would measure thousands of rows, and long words would run off the paper. */
  readonly width: number;
  /** @default false */
  readonly centred?: boolean;
}

export interface RuledTableOptions {
  readonly columns: readonly TableColumn[];
  /** Printable texts, as many a row as there are columns. */
  readonly rows: readonly (readonly string[])[];
  readonly fontSize: number;
  readonly layout?: CustomTableLayout;
}

/** A table with lines whose head stands again on each page; a row is broken only in a table with one too tall to keep. */
export function ruledTable({ columns, rows, fontSize, layout = {} }: RuledTableOptions): ContentTable {
  const widths = columns.map(({ width }) => width);
  const heads = columns.map(({ head }): TableCell => ({ text: head, bold: true, alignment: 'center' }));
  const cells = (row: readonly string[]): TableCell[] =>
    row.map((text, index) => (columns[index]?.centred ? { text, alignment: 'center' } : text));
  return {
    table: {
      widths,
      headerRows: 1,
      dontBreakRows: rowsFitOnPage(rows, { widths, fontSize }),
      body: [heads, ...rows.map(cells)],
    },
    layout,
    fontSize,
  };
}
