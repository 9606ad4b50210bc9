import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { exportColumns, type ExportCell, type ExportRow } from './export-columns.js';
import type { WorkbookLayout, WorkbookOrder } from './workbook.worker.js';

/** A hundred thousand rows block a thread for four seconds: not the one that serves the counters. The built file, for specs run the sources. */
const WORKER = new URL('../../../dist/search/export/workbook.worker.js', import.meta.url);
/** Enough for a hundred thousand rows; past it the thread ends, and not the process. */
const MOST_HEAP_MB = 1_024;
const LOCAL_OFFSET_MS = 7 * 3_600_000;

/** Builds workbooks for Excel (XLSX) in a thread of their own, one at a time. */
@Injectable()
export class Workbooks {
  private busy = false;

  /**
   * The rows as a workbook of one sheet, instants as real dates in local time (UTC+7).
   * @throws AppError `export-busy` while another one is built; what the pages throw
   */
  async write(pages: AsyncIterable<readonly ExportRow[]>): Promise<Buffer> {
    if (this.busy) throw busy();
    this.busy = true;
    const worker = new Worker(WORKER, {
      workerData: layout(),
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    try {
      return await written(worker, pages);
    } finally {
      await worker.terminate();
      this.busy = false;
    }
  }
}

async function written(worker: Worker, pages: AsyncIterable<readonly ExportRow[]>): Promise<Buffer> {
  // Listens from the start: the thread may die while pages are read.
  const answer = once(worker, 'message') as Promise<[Uint8Array]>;
  answer.catch(() => undefined);
  const post = (order: WorkbookOrder): void => worker.postMessage(order);
  for await (const page of pages) post(page.map((row) => exportColumns.map((column) => shifted(column.cell(row)))));
  post(null);
  const [file] = await answer;
  return Buffer.from(file.buffer, file.byteOffset, file.byteLength);
}

function layout(): WorkbookLayout {
  return { heads: exportColumns.map(({ head }) => head), widths: exportColumns.map(({ width }) => width) };
}

/** A workbook knows no time zones: it shows what is written to it as UTC. */
function shifted(cell: ExportCell): ExportCell {
  return cell instanceof Date ? new Date(cell.getTime() + LOCAL_OFFSET_MS) : cell;
}

function busy(): AppError {
  return new AppError('Another workbook is being written: try again in a minute, or ask for csv.', {
    code: 'export-busy',
    retryable: true,
    kind: AppErrorKind.TooMany,
  });
}
