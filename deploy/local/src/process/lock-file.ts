import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

/** The holder of the lock; null when there is none, or when it ended without releasing the lock. */
export function lockHolder(file: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return isAlive(holder) ? holder : null;
  } catch (fault) {
    if (fault instanceof SyntaxError || (fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

/** Takes the lock for this process unless a living process holds it. */
export async function takeLock(file: string): Promise<boolean> {
  mkdirSync(dirname(file), { recursive: true });
  if (lockHolder(file)) return false;
  rmSync(file, { force: true });
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw fault;
  }
  // Two processes that take the lock of an ended one may remove each other's; the one in the file after a while has it.
  await delay(100);
  return lockHolder(file)?.pid === process.pid;
}

export function releaseLock(file: string): void {
  if (lockHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  while (!(await takeLock(file))) await delay(250);
  try {
    return await work();
  } finally {
    releaseLock(file);
  }
}
