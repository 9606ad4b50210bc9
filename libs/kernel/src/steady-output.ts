import type { Writable } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * Keeps a process running while its output cannot be written: the disk of the log is full, the pipe's reader is gone, the
 * terminal is closed. Lines that cannot be written are lost and counted; after the first write that succeeds again, one line
 * reports their number. Without this an `error` event of the stream, which no logger handles, ends the process.
 */
export function keepWriting(...streams: readonly Writable[]): void {
  for (const stream of streams) keepWritingTo(stream);
}

function keepWritingTo(stream: Writable): void {
  const write = stream.write.bind(stream) as (chunk: unknown, encoding: unknown, done: Done) => boolean;
  let lost = 0;
  let cause = '';
  const report = (): void => {
    const [lines, code] = [lost, cause];
    lost = 0;
    // Begins with a line break: half of a lost line may have been written.
    const line = { level: 'warn', message: 'Lines of this log could not be written and are lost.', lines, cause: code };
    write(`\n${JSON.stringify({ ...line, pid: process.pid, timestamp: Date.now() })}\n`, 'utf8', (error) => {
      if (error) lost += lines;
    });
  };
  stream.on('error', () => undefined); // Each write reports its own error.
  stream.write = (chunk: unknown, encodingOrDone?: unknown, maybeDone?: unknown): boolean => {
    const [encoding, done] =
      typeof encodingOrDone === 'function' ? [undefined, encodingOrDone] : [encodingOrDone, maybeDone];
    return write(chunk, encoding, (error) => {
      if (error) {
        lost += linesOf(chunk);
        cause = (error as NodeJS.ErrnoException).code ?? error.message;
      } else if (lost > 0) report();
      if (typeof done === 'function') (done as Done)(error);
    });
  };
}

function linesOf(chunk: unknown): number {
  const text = typeof chunk === 'string' ? chunk : Buffer.isBuffer(chunk) ? chunk.toString() : '';
  return Math.max(1, text.split('\n').length - 1);
}
