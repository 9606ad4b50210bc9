import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { serverEnvironment } from '../service-environment.ts';
import { requireTool } from '../system-tools.ts';
import type { Part, PartContext } from './part.ts';

/** Redis holds only live frames, which are rebuilt from PostgreSQL, so nothing is persisted. */
export const redisPart: Part = {
  async prepare({ paths, secrets, port }: PartContext) {
    const folder = join(paths.folder, 'redis');
    mkdirSync(folder, { recursive: true });
    const lines = [`bind 127.0.0.1`, `port ${port}`, `requirepass ${secrets.redisPassword}`];
    lines.push(`save ""`, `appendonly no`, `maxmemory 256mb`);
    writeFileSync(join(folder, 'redis.conf'), `${lines.join('\n')}\n`, { mode: 0o600 });
    return {
      name: 'redis',
      command: requireTool('redis-server'),
      args: ['redis.conf'],
      env: serverEnvironment(),
      cwd: folder,
      probe: () => askRedis(port, secrets.redisPassword, 'PING'),
    };
  },
};

export function redisUrl(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`;
}

/** One command to our own Redis. @throws with its answer when that is an error, or when there is none within a second */
export function askRedis(port: number, password: string, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(`AUTH ${password}\r\n${command}\r\n`));
    let answer = '';
    socket.setTimeout(1_000, () => socket.destroy(new Error(`no answer to ${command}`)));
    socket.on('data', (data) => {
      answer += data.toString();
      const lines = answer.split('\r\n').slice(0, -1);
      const refusal = lines.find((line) => line.startsWith('-'));
      if (refusal) {
        socket.destroy(new Error(refusal));
      } else if (lines.length === 2) {
        socket.end();
        resolve();
      }
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`closed before the answer to ${command}`)));
  });
}
