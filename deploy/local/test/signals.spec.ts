import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { repositoryRoot } from '../src/paths.ts';
import { identify, isAlive, startTimeOf, type ProcessIdentity } from '../src/process/process-identity.ts';

const COMMAND = 'npm --silent start -- "$FOLDER"';

let clone: string;
let living: readonly ProcessIdentity[] = [];

/** A clone in which `npm start` starts one sleeping process, and installs nothing. */
beforeAll(() => {
  clone = join(mkdtempSync(join(tmpdir(), 'motcua-signals-')), "một cửa (thử) it's");
  const copy = (...path: readonly string[]) => {
    mkdirSync(dirname(join(clone, ...path)), { recursive: true });
    cpSync(join(repositoryRoot, ...path), join(clone, ...path), { recursive: true });
  };
  for (const path of ['package.json', 'package-lock.json', 'deploy/local', 'libs/kernel/src/steady-output.ts'])
    copy(path);
  const lock = createHash('sha256').update(readFileSync(join(clone, 'package-lock.json')));
  mkdirSync(join(clone, 'node_modules', '.bin'), { recursive: true });
  writeFileSync(join(clone, 'node_modules', '.motcua-stamp'), lock.digest('hex'));
  symlinkSync(process.execPath, join(clone, 'node_modules', '.bin', 'node'));
  const start = join(clone, 'deploy', 'local', 'src', 'commands', 'start.ts');
  writeFileSync(start, `import '../../test/support/sleeping-start.ts';\n`);
});
afterEach(() => {
  // A signal that did not stop everything must not leave it to the specs that follow.
  for (const identity of living.filter(isAlive)) process.kill(identity.pid, 'SIGKILL');
  living = [];
});
afterAll(() => rmSync(dirname(clone), { recursive: true }));

interface Started {
  readonly npm: number;
  /** All that must be gone in the end. */
  readonly pids: readonly number[];
  readonly process: ChildProcess;
}

/** Runs `npm start`, on a terminal of its own where that is asked for. */
async function start(terminal: boolean): Promise<Started> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], FOLDER: join(clone, 'run') };
  const [command, ...args] = terminal ? ['script', '-qfec', COMMAND, '/dev/null'] : ['sh', '-c', COMMAND];
  const child = spawn(command!, args, { cwd: clone, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream!.on('data', (data: Buffer) => (output += data.toString()));
  await until(
    () => /sleeping \[.*\]/.test(output),
    20_000,
    () => output,
  );
  const [starter, sleeper] = JSON.parse(/sleeping (\[.*\])/.exec(output)![1]!) as [number, number];
  const ancestors = ancestorsOf(starter);
  const isNpm = (pid: number): boolean => readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('npm');
  const npm = ancestors.findIndex(isNpm);
  // Ours begin with the child: whatever lies above it may be an npm, too.
  expect(ancestors.slice(npm)).toContain(child.pid);
  const pids = [sleeper, starter, ...ancestors.slice(0, npm + 1)];
  living = pids.map(identify);
  return { npm: ancestors[npm]!, pids, process: child };
}

function ancestorsOf(pid: number): readonly number[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  return parent <= 1 ? [] : [parent, ...ancestorsOf(parent)];
}

async function until(condition: () => boolean, withinMs: number, otherwise: () => string): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition() && Date.now() < deadline) await delay(50);
  if (!condition()) throw new Error(`It did not come to that: ${otherwise()}`);
}

async function allGone({ pids }: Started): Promise<void> {
  const left = () => pids.filter((pid) => startTimeOf(pid) !== null);
  await until(
    () => left().length === 0,
    10_000,
    () => `processes ${left().join(', ')} are left`,
  );
}

describe('npm start', () => {
  it.each([
    ['without a terminal', false],
    ['on a terminal', true],
  ])('stops everything when npm alone gets SIGINT, %s', async (_, terminal) => {
    const started = await start(terminal);
    process.kill(started.npm, 'SIGINT');
    await allGone(started);
  });

  it('stops everything by Ctrl-C, which a terminal sends to all at once', async () => {
    const started = await start(true);
    started.process.stdin!.write('\u0003');
    await allGone(started);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)('stops everything when npm alone gets %s', async (signal) => {
    const started = await start(false);
    process.kill(started.npm, signal);
    await allGone(started);
  });
});
