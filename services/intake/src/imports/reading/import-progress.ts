import { rowsOf, totalsText, type ImportTotals } from './row-outcome.js';

const SILENCE_MS = 10_000;

export interface ImportProgressOptions {
  readonly stream: { readonly isTTY?: boolean | undefined; write(text: string): unknown };
  /** Size of the file in bytes; null: not known. */
  readonly size: number | null;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Shows how far an import is: one moving line on a terminal, elsewhere a line every ten seconds. */
export class ImportProgress {
  private readonly begun: number;
  private toldAt: number;

  constructor(private readonly options: ImportProgressOptions) {
    this.begun = options.now();
    this.toldAt = this.begun;
  }

  /** @param bytes of the file that were read so far */
  report(totals: ImportTotals, bytes: number): void {
    const { stream, now } = this.options;
    if (stream.isTTY) stream.write(`\r\u001b[2K${this.text(totals, bytes)}`);
    else if (now() - this.toldAt >= SILENCE_MS) {
      this.toldAt = now();
      stream.write(`${this.text(totals, bytes)}\n`);
    }
  }

  /** Ends the moving line. */
  end(): void {
    if (this.options.stream.isTTY) this.options.stream.write('\n');
  }

  private text(totals: ImportTotals, bytes: number): string {
    const { size, now } = this.options;
    const rows = rowsOf(totals);
    const seconds = (now() - this.begun) / 1_000;
    const speed = seconds > 0 ? `, ${Math.round(rows / seconds)} rows/s` : '';
    const share = size === null || size === 0 ? '' : ` (${Math.floor((100 * Math.min(bytes, size)) / size)} %)`;
    return `${rows} rows${share}: ${totalsText(totals)}${speed}`;
  }
}
