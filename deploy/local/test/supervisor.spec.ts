import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endLeftOverProcesses } from '../src/process/left-over-processes.ts';
import { startTimeOf } from '../src/process/process-identity.ts';
import { Supervisor } from '../src/process/supervisor.ts';

const alwaysReady = { env: { PATH: process.env['PATH'] }, probe: async () => undefined };

async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition() && Date.now() < deadline) await delay(50);
  expect(condition()).toBe(true);
}

describe('the supervisor', () => {
  let folder: string;
  let supervisor: Supervisor;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-supervisor-'));
    supervisor = new Supervisor({ logs: folder, processesFile: join(folder, 'processes.json') });
  });
  afterEach(async () => {
    await supervisor.stop();
    rmSync(folder, { recursive: true });
  });

  it('starts a killed process again and says when it is back', async () => {
    await supervisor.start({ ...alwaysReady, name: 'sleeper', command: 'sleep', args: ['600'] });
    const first = supervisor.pidOf('sleeper') ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => ![first, null].includes(supervisor.pidOf('sleeper')), 5_000);
    await supervisor.whenReady('sleeper');
    expect(supervisor.restartsOf('sleeper')).toBe(1);
  });

  it('ends one process for good, whose name is then free', async () => {
    await supervisor.start({ ...alwaysReady, name: 'member', command: 'sleep', args: ['600'] });
    const pid = supervisor.pidOf('member') ?? 0;
    await supervisor.end('member');
    expect(startTimeOf(pid)).toBeNull();
    expect(supervisor.has('member')).toBe(false);
    await supervisor.start({ ...alwaysReady, name: 'member', command: 'sleep', args: ['600'] });
    expect(supervisor.pidOf('member')).not.toBe(pid);
  });

  it('gives up on one that dies five times within 30 s, and names it and its log', async () => {
    const failing = { ...alwaysReady, probe: () => Promise.reject(new Error('never ready')) };
    const start = supervisor.start({ ...failing, name: 'broken', command: 'sh', args: ['-c', 'echo why; exit 3'] });
    const log = join(folder, 'broken.log');
    await expect(start).rejects.toThrow(`broken: it ended 5 times within 30 s, last by exit code 3: see ${log}`);
    expect(readFileSync(log, 'utf8')).toBe('why\n'.repeat(5));
  }, 20_000);

  it('starts a process again while what it merely uses is away, and waits for what it needs', async () => {
    const absent = join(folder, 'absent');
    const here = async () => {
      if (existsSync(absent)) throw new Error('away');
    };
    const sleeper = { ...alwaysReady, command: 'sleep', args: ['600'] };
    await supervisor.start({ ...sleeper, name: 'broker', probe: here });
    await supervisor.start({ ...sleeper, name: 'counter', uses: ['broker'] });
    await supervisor.start({ ...sleeper, name: 'follower', needs: ['broker'] });
    writeFileSync(absent, '');
    process.kill(supervisor.pidOf('broker') ?? 0, 'SIGKILL');
    await until(() => supervisor.restartsOf('broker') === 1, 5_000);
    for (const name of ['counter', 'follower']) process.kill(supervisor.pidOf(name) ?? 0, 'SIGKILL');
    await until(() => supervisor.restartsOf('counter') === 1 && supervisor.pidOf('counter') !== null, 5_000);
    await supervisor.whenReady('counter');
    expect(supervisor.pidOf('follower')).toBeNull();
    rmSync(absent);
    await supervisor.whenReady('broker', 'follower');
    expect(supervisor.pidOf('follower')).not.toBeNull();
  });

  it('says of one that is not ready in time what it lacks, how what it depends on is, its log and what to do', async () => {
    await supervisor.start({ ...alwaysReady, name: 'database', command: 'sleep', args: ['600'] });
    const start = supervisor.start({
      ...alwaysReady,
      name: 'service',
      command: 'sh',
      args: ['-c', 'echo cannot connect; exec sleep 600'],
      needs: ['database'],
      uses: ['database', 'broker-elsewhere'],
      readyWithinMs: 300,
      probe: () => Promise.reject(new Error('it answers 503 at /health/ready: Not ready: database.')),
    });
    const fault = await start.catch((error: Error) => error.message);
    expect(fault).toBe(
      [
        'service was not ready within 0.3 s: it answers 503 at /health/ready: Not ready: database.',
        'It depends on database (ready).',
        `Correct what is missing, or what its log ${join(folder, 'service.log')} reports, then start again; the machine may only be busy now.`,
        'The last lines of that log:',
        'cannot connect',
      ].join('\n'),
    );
  });

  it('lives on, and starts processes, while neither its list of them nor their logs can be written', async () => {
    const readOnly = new Supervisor({ logs: folder, processesFile: '/dev/full' });
    try {
      mkdirSync(join(folder, 'sleeper.log')); // Nobody can open a folder as a log.
      await readOnly.start({ ...alwaysReady, name: 'sleeper', command: 'sleep', args: ['600'] });
      process.kill(readOnly.pidOf('sleeper') ?? 0, 'SIGKILL');
      await until(() => readOnly.restartsOf('sleeper') === 1 && readOnly.pidOf('sleeper') !== null, 5_000);
    } finally {
      await readOnly.stop();
    }
  });

  it('stops what needs others first, and kills what does not listen', async () => {
    const stubborn = ['-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'];
    await supervisor.start({ ...alwaysReady, name: 'database', command: 'sleep', args: ['600'] });
    const needy = { ...alwaysReady, name: 'service', command: 'sh', args: stubborn, needs: ['database'] };
    const deaf = async () => expect(readFileSync(join(folder, 'service.log'), 'utf8')).toBe('deaf\n');
    await supervisor.start({ ...needy, probe: deaf, stopGraceMs: 300 });
    const pids = [supervisor.pidOf('service') ?? 0, supervisor.pidOf('database') ?? 0];
    const waves: (readonly string[])[] = [];
    await supervisor.stop((names) => waves.push(names));
    expect(waves).toEqual([['service'], ['database']]);
    expect(pids.map(startTimeOf)).toEqual([null, null]);
  });

  it('shows the end of the log when a step fails', async () => {
    const step = { name: 'migrate', command: 'sh', args: ['-c', 'echo no such table; exit 7'], env: {} };
    await expect(supervisor.run(step)).rejects.toThrow(/migrate failed \(7\): see .*\nno such table/);
  });

  it('leaves nothing behind when the starter is killed: not even what ignores signals', async () => {
    const starter = spawn(process.execPath, [join(import.meta.dirname, 'support', 'starter.ts'), folder], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(starter.stdout, 'data')) as [Buffer];
    const [obedient, stubborn] = JSON.parse(line.toString()) as [number, number];
    starter.kill('SIGKILL');
    await until(() => startTimeOf(obedient) === null, 3_000);
    expect(startTimeOf(stubborn)).not.toBeNull();
    await until(() => startTimeOf(stubborn) === null, 15_000);
  }, 30_000);

  it('ends what a crashed starter and its guardian left, but no stranger with a reused pid', async () => {
    await supervisor.start({ ...alwaysReady, name: 'stranger', command: 'sleep', args: ['600'] });
    const pid = supervisor.pidOf('stranger') ?? 0;
    const file = join(folder, 'left.json');
    writeFileSync(file, JSON.stringify([{ pid, startedAt: 'long ago' }]));
    await endLeftOverProcesses(file);
    expect(startTimeOf(pid)).not.toBeNull();
    writeFileSync(file, JSON.stringify([{ pid, startedAt: startTimeOf(pid) }]));
    await endLeftOverProcesses(file);
    await until(() => supervisor.pidOf('stranger') !== pid, 3_000);
    expect(existsSync(file)).toBe(false);
  });
});
