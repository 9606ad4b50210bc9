import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, signalGroup, type ProcessIdentity } from './process-identity.ts';

const GRACE_MS = 10_000;

/** Ends the processes that a crashed starter left; only those that are certainly its own (pid and start time). */
export async function endLeftOverProcesses(processesFile: string): Promise<void> {
  if (!existsSync(processesFile)) return;
  let living = readRecorded(processesFile).filter(isAlive);
  for (const left of living) signalGroup(left.pid, 'SIGTERM');
  const deadline = Date.now() + GRACE_MS;
  while (living.length > 0 && Date.now() < deadline) {
    await delay(100);
    living = living.filter(isAlive);
  }
  for (const left of living) signalGroup(left.pid, 'SIGKILL');
  rmSync(processesFile, { force: true });
}

function readRecorded(processesFile: string): readonly ProcessIdentity[] {
  try {
    return JSON.parse(readFileSync(processesFile, 'utf8')) as readonly ProcessIdentity[];
  } catch (fault) {
    if (fault instanceof SyntaxError) return []; // Incomplete because of a crash; the guardian has ended the processes.
    throw fault;
  }
}
