import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Lease } from '../src/index.js';
import { halfOpenWay } from './support/half-open.js';

const TAKEN_OVER_WITHIN_MS = 10_000;
let database: FreshDatabase;
let name: string;
let holder: ChildProcess | undefined;

beforeAll(async () => {
  database = await freshDatabase({ migrations: [], grants: [] });
}, 30_000);
afterAll(async () => database.drop());
beforeEach(() => {
  name = `lease ${randomUUID()}`;
});
afterEach(() => void holder?.kill('SIGKILL'));

async function startHolder(): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('support/holder.ts', import.meta.url));
  const packages = fileURLToPath(new URL('..', import.meta.url));
  const loader = ['--import', '@swc-node/register/esm-register', '--conditions=@motcua/source'];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = spawn(process.execPath, [...loader, program, database.url, name], { cwd: packages, env });
  holder = child;
  child.stderr.on('data', (text) => process.stderr.write(text));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('taken\n');
  return child;
}

async function takeWhenFree(): Promise<Lease> {
  return eventually(async () => {
    const lease = await Lease.take(database.url, name);
    if (!lease) throw new Error('Another process holds it.');
    return lease;
  }, TAKEN_OVER_WITHIN_MS);
}

describe('a lease', () => {
  it('is held by one process of all, as long as it lives, however idle it is', async () => {
    const first = await Lease.take(database.url, name);
    const end = Date.now() + 6_000;
    await eventually(async () => {
      expect(await Lease.take(database.url, name)).toBeUndefined();
      expect(Date.now()).toBeGreaterThan(end);
    });
    expect(await first!.query('select 1 as one')).toEqual([{ one: 1 }]);
    await first!.end();
    await (await takeWhenFree()).end();
  }, 30_000);

  it('passes on within ten seconds when its holder is frozen, who finds out when it goes on', async () => {
    const child = await startHolder();
    expect(await Lease.take(database.url, name)).toBeUndefined();
    child.kill('SIGSTOP');
    const lease = await takeWhenFree();
    child.kill('SIGCONT');
    expect(await lease.query('select 1 as one')).toEqual([{ one: 1 }]);
    await lease.end();
  }, 40_000);

  it('passes on within ten seconds when the way to its holder is half open, whose next statement fails', async () => {
    const way = await halfOpenWay(database.url);
    const lost = await Lease.take(way.url, name);
    way.fallSilent();
    const lease = await takeWhenFree();
    await expect(lost!.query('select 1')).rejects.toThrow(/timeout|terminated|not queryable/);
    await Promise.all([lease.end(), lost!.end()]);
    way.close();
  }, 40_000);
});
