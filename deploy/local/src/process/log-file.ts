import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { messageOf } from '../clear-fault.ts';

/** Logs of earlier runs that stay: `intake.log.1` is the last one, `.3` the oldest. */
const PREVIOUS = 3;
const MOST_BYTES = 16 * 2 ** 20;

/**
 * Begins a new log; those of earlier runs stay beside it under the next numbers. On a disk that is full or not writable the old log
 * is continued, so that the process can start.
 */
export function beginLog(file: string): void {
  try {
    if (existsSync(file) && statSync(file).size > 0) putAside(file, () => renameSync(file, `${file}.1`));
  } catch {
    return; // The old log is continued.
  }
}

/** Moves the content of a living process's log aside once it is too long; the process continues at the file's new end. */
export function shortenLog(file: string, mostBytes = MOST_BYTES): void {
  try {
    if (!existsSync(file) || statSync(file).size <= mostBytes) return;
    putAside(file, () => copyWhereThereIsRoom(file, `${file}.1`));
    truncateSync(file);
  } catch {
    return; // The disk is not writable now; the next call tries again.
  }
}

/** Opens a log for a process to append to; null when it cannot be opened, and the process runs without a log. */
export function openLog(file: string): number | null {
  try {
    return openSync(file, 'a');
  } catch (fault) {
    process.stderr.write(`motcua: ${file} cannot be written (${messageOf(fault)}): going on without it\n`);
    return null;
  }
}

export function closeLog(log: number | null): void {
  if (log !== null) closeSync(log);
}

/** The last lines of a log, shown with an error, because the logs of a temporary stack are removed. */
export function tailOf(file: string, lines = 20): string {
  if (!existsSync(file)) return '(there is no log)';
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function putAside(file: string, toFirst: () => void): void {
  for (let number = PREVIOUS - 1; number >= 1; number -= 1) {
    if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`);
  }
  toFirst();
}

/** Copies if the disk has room; otherwise the content is dropped. */
function copyWhereThereIsRoom(file: string, copy: string): void {
  try {
    copyFileSync(file, copy);
  } catch {
    rmSync(copy, { force: true });
  }
}
