import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { ClearFault } from './clear-fault.ts';
import { instancePaths, localFolder, type InstancePaths } from './paths.ts';
import { outsideFolder } from './parts/postgres-place.ts';
import { endLeftOverProcesses } from './process/left-over-processes.ts';
import { lockHolder, takeLock } from './process/lock-file.ts';

/** The one stack of `npm start`; others are temporary. */
export const START = 'start';

/** What other commands read about a running stack; nothing secret. */
export interface StackDescription {
  readonly instance: string;
  readonly wall: string;
  readonly issuer: string;
  readonly kafkaBrokers: string;
  readonly ports: Readonly<Record<string, number>>;
}

/** Locks the instance for this process, after ending the processes that a crashed predecessor left. */
export async function openInstance(name: string): Promise<InstancePaths> {
  const paths = instancePaths(name);
  mkdirSync(paths.folder, { recursive: true });
  needDiskSpace(paths.folder);
  while (!(await takeLock(paths.lockFile))) refuseWhileRunning(name);
  // After the lock, because others remove a folder with logs whose lock has no living holder.
  mkdirSync(paths.logs, { recursive: true });
  await endLeftOverProcesses(paths.processesFile);
  return paths;
}

/** @throws ClearFault that names the running stack of this name, if there is one */
export function refuseWhileRunning(name: string): void {
  const holder = lockHolder(instancePaths(name).lockFile);
  if (!holder) return;
  const running = readDescription(name);
  const wall = running ? `, wall ${running.wall}` : '';
  throw new ClearFault(`already running (pid ${holder.pid}${wall}): stop that one first`);
}

/** Removes temporary instances whose process ended before it could remove them. */
export async function sweepDeadInstances(): Promise<void> {
  for (const name of instanceNames()) {
    if (name !== START && !isRunning(name)) await removeInstance(name);
  }
}

export async function removeInstance(name: string): Promise<void> {
  const paths = instancePaths(name);
  await endLeftOverProcesses(paths.processesFile);
  const outside = outsideFolder(paths);
  if (outside) rmSync(outside, { recursive: true, force: true });
  rmSync(paths.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

export function instanceNames(): readonly string[] {
  if (!existsSync(localFolder)) return [];
  const folders = readdirSync(localFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => existsSync(instancePaths(name).logs));
}

export function isRunning(name: string): boolean {
  return lockHolder(instancePaths(name).lockFile) !== null;
}

export function describeStack(paths: InstancePaths, description: StackDescription): void {
  writeFileSync(paths.stackFile, JSON.stringify(description, null, 2));
}

/** The description of a running stack; null when it does not run (or is not up yet). */
export function readDescription(name: string): StackDescription | null {
  const { stackFile } = instancePaths(name);
  if (!isRunning(name) || !existsSync(stackFile)) return null;
  return JSON.parse(readFileSync(stackFile, 'utf8')) as StackDescription;
}

function needDiskSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= 2 ** 30) return;
  throw new ClearFault(`only ${Math.floor((bavail * bsize) / 2 ** 20)} MiB are free under ${folder}: 1 GiB is needed`);
}
