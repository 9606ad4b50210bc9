import type { Writable } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * Lets a process live on while nobody takes what it writes: the disk of the log is full, the pipe's reader is gone, the
 * terminal is closed. What cannot be written is lost and counted by lines; the first write that works again is followed
 * by one line with that number. Without this a stream's fault, which no logger listens to, ends the process.
 */
export function keepWriting(...streams: readonly Writable[]): void {
  for (const stream of streams) keepWritingTo(stream);
}

function keepWritingTo(stream: Writable): void {
  const write = stream.write.bind(stream) as (chunk: unknown, encoding: unknown, done: Done) => boolean;
  let lost = 0;
  let cause = '';
  const tell = (): void => {
    const [lines, code] = [lost, cause];
    lost = 0;
    // Begins with a line break: of what was lost, half a line may have got through.
    const told = { level: 'warn', message: 'Lines of this log could not be written and are lost.', lines, cause: code };
    write(`\n${JSON.stringify({ ...told, pid: process.pid, timestamp: Date.now() })}\n`, 'utf8', (error) => {
      if (error) lost += lines;
    });
  };
  stream.on('error', () => undefined); // Each write hears of its own.
  stream.write = (chunk: unknown, encodingOrDone?: unknown, maybeDone?: unknown): boolean => {
    const [encoding, done] =
      typeof encodingOrDone === 'function' ? [undefined, encodingOrDone] : [encodingOrDone, maybeDone];
    return write(chunk, encoding, (error) => {
      if (error) {
        lost += linesOf(chunk);
        cause = (error as NodeJS.ErrnoException).code ?? error.message;
      } else if (lost > 0) tell();
      if (typeof done === 'function') (done as Done)(error);
    });
  };
}

function linesOf(chunk: unknown): number {
  const text = typeof chunk === 'string' ? chunk : Buffer.isBuffer(chunk) ? chunk.toString() : '';
  return Math.max(1, text.split('\n').length - 1);
}
