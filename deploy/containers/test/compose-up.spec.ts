import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { cacheFolder, repositoryRoot } from '../../local/src/paths.ts';
import { serviceNames } from '../../local/src/topology.ts';
import { compose } from '../src/compose.ts';
import { figures, play, playing, wall } from './support/province.ts';
import { secretsFoundIn } from './support/secrets-found.ts';

const LARGEST_IMAGE_BYTES = 350_000_000;

const declared = parse(readFileSync(join(repositoryRoot, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, { readonly profiles?: readonly string[] }>;
};
const always = Object.entries(declared.services)
  .filter(([, { profiles }]) => !profiles)
  .map(([name]) => name)
  .toSorted();

describe('the image', () => {
  it('is small', async () => {
    expect(Number(await compose.docker('image', 'inspect', '--format', '{{ .Size }}', 'motcua'))).toBeLessThan(
      LARGEST_IMAGE_BYTES,
    );
  });

  it('runs as an account without rights', async () => {
    expect(await compose.docker('image', 'inspect', '--format', '{{ .Config.User }}', 'motcua')).toBe('node');
  });

  it('has no secret in a layer, in its environment or in its history', async () => {
    expect(await secretsFoundIn('motcua')).toEqual([]);
  });
});

describe('docker-compose.yml, as it is', () => {
  beforeAll(async () => {
    await compose.run('up', '-d');
    await compose.whenHealthy();
  }, 300_000);

  it('brings every container up: healthy, or ended well', async () => {
    const states = await compose.states();
    expect(states.map(({ service }) => service).toSorted()).toEqual(always);
    const rest = states.filter(({ health }) => health !== 'healthy');
    expect(rest.map(({ service, running, exitCode }) => ({ service, running, exitCode }))).toEqual([
      { service: 'provision', running: false, exitCode: 0 },
    ]);
  });

  it('tells where the wall is and how to sign in, without a secret in a log', async () => {
    const log = await compose.run('logs', 'provision');
    expect(log).toContain(`The wall                    ${wall}`);
    const people = await compose.run('run', '--rm', '--no-deps', 'identity', 'people');
    const [, id = '', secret = ''] = /(counter-vung-tau) +(\S+)/.exec(people) ?? [];
    expect(id).toBe('counter-vung-tau');
    expect(await compose.run('logs')).not.toContain(secret);
    const page = await fetch(wall);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
  });

  it.each(serviceNames)('runs %s without rights, on a file system that nobody can write to', async (service) => {
    const { id, pid } = await compose.stateOf(service);
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe('1000');
    expect(/^CapEff:\t(\S+)/m.exec(status)?.[1]).toBe('0000000000000000');
    expect(/^NoNewPrivs:\t(\d)/m.exec(status)?.[1]).toBe('1');
    const write = compose.docker('exec', '--user', 'root', id, 'touch', '/motcua/written');
    await expect(write).rejects.toThrow('Read-only file system');
  });

  it('logs the address that services listen on', async () => {
    expect(await compose.run('logs', 'intake')).toContain('Listening on http://0.0.0.0:3000.');
  });

  it('plays 500 dossiers to exact figures through the published port', async () => {
    expect(await play('--dossiers', '500', '--seed', '5')).toMatchObject({ equal: true });
  }, 600_000);

  it('keeps its figures when its containers are made anew', async () => {
    const before = await figures('2023');
    await compose.run('down', '--timeout', '20');
    await compose.run('up', '-d');
    await compose.whenHealthy();
    expect(before).toContain('onlineDossier 382 / 400');
    expect(await figures('2023')).toEqual(before);
  }, 300_000);

  it('comes to exact figures when containers are killed while commands run', async () => {
    const played = playing('--dossiers', '250', '--seed', '6', '--rate', '10');
    const victims = ['intake', 'metrics', 'postgres', 'payments', 'kafka', 'deadlines', 'portal', 'redis', 'surveys'];
    for (const service of victims) {
      await delay(2_000);
      // As a crash does: what is ended through the engine, it does not start again.
      process.kill((await compose.stateOf(service)).pid, 'SIGKILL');
    }
    expect(await played).toMatchObject({ equal: true });
    await compose.whenHealthy();
    expect(await compose.run('run', '--rm', '--no-deps', 'metrics', 'audit')).toContain('(c) replay = live');
    const restarted = (await compose.states()).filter(({ restarts }) => restarts > 0);
    expect(restarted.map(({ service }) => service)).toEqual(expect.arrayContaining(victims));
  }, 600_000);

  it('has a living wall with the profile simulator', async () => {
    const year = String(new Date().getFullYear());
    const before = await figures(year);
    await compose.run('--profile', 'simulator', 'up', '-d');
    await compose.whenHealthy();
    const deadline = Date.now() + 120_000;
    while (isSame(await figures(year), before) && Date.now() < deadline) await delay(1_000);
    expect(await figures(year)).not.toEqual(before);
  }, 240_000);

  it('goes without a trace', async () => {
    await keepLogs();
    await compose.run('--profile', 'simulator', 'down', '--volumes', '--timeout', '20');
    expect(await compose.states()).toEqual([]);
    expect(await compose.docker('volume', 'ls', '--quiet')).toBe('');
    expect(await compose.docker('network', 'ls', '--filter', 'type=custom', '--quiet')).toBe('');
  }, 120_000);
});

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}

/** What all containers have said goes with them. */
async function keepLogs(): Promise<void> {
  const file = join(cacheFolder, 'containers', 'last-run.log');
  writeFileSync(file, await compose.run('logs', '--no-color', '--timestamps'));
}
