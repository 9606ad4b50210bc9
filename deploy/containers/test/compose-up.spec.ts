import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { cacheFolder, repositoryRoot } from '../../local/src/paths.ts';
import { serviceNames } from '../../local/src/topology.ts';
import { compose } from '../src/compose.ts';
import { figures, play, playing, wall } from './support/province.ts';
import { keepLogsIn } from './support/kept-logs.ts';
import { secretsFoundIn } from './support/secrets-found.ts';

const LARGEST_IMAGE_BYTES = 350_000_000;
const MINUTE = 60_000;

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
  }, 5 * MINUTE);

  afterAll(async () => {
    await keepLogsIn(join(cacheFolder, 'containers', 'last-run.log'));
    await compose.run('--profile', 'simulator', 'down', '--volumes', '--timeout', '20');
  }, 2 * MINUTE);

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

  it(
    'plays 500 dossiers to exact figures through the published port',
    async () => {
      expect(await play('--dossiers', '500', '--seed', '5')).toMatchObject({ equal: true });
    },
    5 * MINUTE,
  );

  it(
    'keeps its figures when everything is started again',
    async () => {
      const before = await figures('2023');
      await compose.run('restart', '--timeout', '20');
      await compose.whenHealthy();
      expect(before).toContain('onlineDossier 382 / 400');
      expect(await figures('2023')).toEqual(before);
    },
    5 * MINUTE,
  );

  it(
    'comes to exact figures when containers are killed while commands run',
    async () => {
      const played = playing('--dossiers', '500', '--seed', '6', '--rate', '20', '--concurrency', '8');
      const victims = ['intake', 'metrics', 'postgres', 'payments', 'kafka', 'deadlines', 'portal', 'redis', 'surveys'];
      for (const service of victims) {
        await delay(2_000);
        // As a crash does: what is ended through the engine, it does not start again.
        process.kill((await compose.stateOf(service)).pid, 'SIGKILL');
      }
      expect(await played).toMatchObject({ equal: true });
      await compose.whenHealthy();
      const restarted = (await compose.states()).filter(({ restarts }) => restarts > 0);
      expect(restarted.map(({ service }) => service)).toEqual(expect.arrayContaining(victims));
    },
    8 * MINUTE,
  );

  it(
    'has a living wall with the profile simulator',
    async () => {
      const year = String(new Date().getFullYear());
      const before = await figures(year);
      await compose.run('--profile', 'simulator', 'up', '-d');
      await compose.whenHealthy();
      const deadline = Date.now() + 2 * MINUTE;
      while (isSame(await figures(year), before) && Date.now() < deadline) await delay(1_000);
      expect(await figures(year)).not.toEqual(before);
    },
    4 * MINUTE,
  );
});

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join();
}
