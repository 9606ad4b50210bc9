import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheFolder, repositoryRoot } from '../src/paths.ts';
import { chooseFreePorts } from '../src/ports.ts';
import { identify, isAlive, type ProcessIdentity } from '../src/process/process-identity.ts';

/** What a shell, a class path, a list, an address or a properties file takes for something else, and letters of ours. */
const FOLDER = `một cửa (thử) it's "a" $b;c,d:e#f%20g`;

let clone: string;
let npm: ChildProcess;
let output = '';

/** A clone of the built repository, with packages and broker of this one. */
beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'motcua-')), FOLDER);
  const apart = new Set(['node_modules', '.local', '.git']);
  const ours = (path: string) => !apart.has(basename(path));
  cpSync(repositoryRoot, clone, { recursive: true, preserveTimestamps: true, filter: ours });
  link(join(repositoryRoot, 'node_modules'), join(clone, 'node_modules'));
  const web = join('services', 'web', 'node_modules');
  if (existsSync(join(repositoryRoot, web))) link(join(repositoryRoot, web), join(clone, web));
  if (existsSync(cacheFolder)) link(cacheFolder, join(clone, '.local', 'cache'));
  rmSync(join(clone, '.local', 'cache', 'web-build.stamp'), { force: true });
  const lock = createHash('sha256').update(readFileSync(join(clone, 'package-lock.json')));
  rmSync(join(clone, 'node_modules', '.motcua-stamp'), { force: true });
  writeFileSync(join(clone, 'node_modules', '.motcua-stamp'), lock.digest('hex'));
}, 60_000);

afterAll(async () => {
  for (const left of processes().filter(isAlive)) process.kill(left.pid, 'SIGTERM');
  spawnSync('npm', ['run', 'reset'], { cwd: clone }); // Data outside of the clone, too.
  rmSync(dirname(clone), { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
}, 30_000);

/** A folder of its own, whose entries are those of another one. */
function link(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) symlinkSync(join(from, name), join(to, name));
}

/** The processes that the stack has written down, its starter excepted. */
function processes(): readonly ProcessIdentity[] {
  const file = join(clone, '.local', 'start', 'processes.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity[]) : [];
}

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition() && Date.now() < deadline) await delay(100);
  if (!condition()) throw new Error(`It did not come to that:\n${output}`);
}

describe('a clone in a folder with spaces, quotes and Vietnamese letters', () => {
  it('starts with one command in any locale, and stops as a whole when npm gets SIGINT', async () => {
    const { wall } = await chooseFreePorts(['wall']);
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'C', PORT: String(wall) };
    npm = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [npm.stdout, npm.stderr]) stream!.on('data', (data: Buffer) => (output += data.toString()));
    await until(() => output.includes('motcua is running') || npm.exitCode !== null, 110_000);
    const page = await fetch(`http://127.0.0.1:${wall}/`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
    const started = [identify(npm.pid!), ...processes()];
    expect(started.length).toBeGreaterThan(10);
    process.kill(npm.pid!, 'SIGINT');
    await until(() => !started.some(isAlive), 30_000);
  }, 150_000);
});
