import { parentPort, workerData } from 'node:worker_threads';
import writeWorkbook, { type Row } from 'write-excel-file/node';
import type { ExportCell } from './export-columns.js';

/**
 * What the thread receives: rows, as often as there are some, then null; it answers the file. Dates bear local time as if it
 * were UTC.
 */
export type WorkbookOrder = readonly (readonly ExportCell[])[] | null;

export interface WorkbookLayout {
  readonly heads: readonly string[];
  readonly widths: readonly number[];
}

const INSTANT = 'dd/mm/yyyy hh:mm';

const port = parentPort!;
const { heads, widths } = workerData as WorkbookLayout;
const rows: Row[] = [heads.map((value) => ({ value, fontWeight: 'bold' }))];

port.on('message', (order: WorkbookOrder) => {
  if (order === null) void write();
  else for (const cells of order) rows.push(cells.map(cellOf));
});

function cellOf(cell: ExportCell): Row[number] {
  return cell instanceof Date ? { value: cell, type: Date, format: INSTANT } : cell;
}

async function write(): Promise<void> {
  const columns = widths.map((width) => ({ width }));
  const file = await writeWorkbook(rows, { columns, sheet: 'Hồ sơ', stickyRowsCount: 1 }).toBuffer();
  port.postMessage(file);
  port.close();
}
