import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { requireTool } from '../system-tools.ts';
import type { Part, PartContext } from './part.ts';

/** Redis holds only live frames, which are rebuilt from PostgreSQL, so nothing is persisted. */
export const redisPart: Part = {
  async prepare({ paths, secrets, port }: PartContext) {
    const folder = join(paths.folder, 'redis');
    mkdirSync(folder, { recursive: true });
    const configuration = join(folder, 'redis.conf');
    const lines = [`bind 127.0.0.1`, `port ${port}`, `requirepass ${secrets.redisPassword}`];
    lines.push(`dir "${folder}"`, `save ""`, `appendonly no`, `maxmemory 256mb`);
    writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
    return {
      name: 'redis',
      command: requireTool('redis-server'),
      args: [configuration],
      env: { PATH: process.env['PATH'] },
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
