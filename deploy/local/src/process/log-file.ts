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
 * Begins a log anew; what earlier runs left stays beside it under the next numbers. A disk that is full or not ours to
 * write keeps nothing from being started: what cannot be put aside is written on.
 */
export function beginLog(file: string): void {
  try {
    if (existsSync(file) && statSync(file).size > 0) putAside(file, () => renameSync(file, `${file}.1`));
  } catch {
    return; // The log of before is continued, which loses nothing.
  }
}

/** Puts the log of a living process aside once it is too long. The process goes on writing at the file's new end. */
export function shortenLog(file: string, mostBytes = MOST_BYTES): void {
  try {
    if (!existsSync(file) || statSync(file).size <= mostBytes) return;
    putAside(file, () => copyWhereThereIsRoom(file, `${file}.1`));
    truncateSync(file);
  } catch {
    return; // The disk is not ours to write just now; there is a next look.
  }
}

/** For a process to append to; null where it cannot be opened: then the process has to live without a log. */
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

/** The last lines of a log: shown with a fault, because a temporary stack's logs are gone when people read it. */
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

/** On a full disk no copy: emptying the log is then all the more wanted. */
function copyWhereThereIsRoom(file: string, copy: string): void {
  try {
    copyFileSync(file, copy);
  } catch {
    rmSync(copy, { force: true });
  }
}
