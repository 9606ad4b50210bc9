import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { whenPostgresAnswers } from '../src/wait-for-postgres.ts';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Messages of PostgreSQL's protocol: a type, the length with itself, the content. */
function message(type: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(content.length + 4);
  return Buffer.concat([Buffer.from(type), length, content]);
}
const refusal = (code: string, text: string) => message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`));
const ready = message('Z', Buffer.from('I'));
const signedIn = Buffer.concat([message('R', Buffer.alloc(4)), ready]);
const answered = Buffer.concat([message('C', Buffer.from('SELECT 1\0')), ready]);

type Behaviour = (socket: Socket) => void;
const refuses =
  (code: string, text: string): Behaviour =>
  (socket) =>
    void socket.once('data', () => socket.end(refusal(code, text)));
const works: Behaviour = (socket) => {
  socket.once('data', () => {
    socket.write(signedIn);
    socket.once('data', () => socket.write(answered));
  });
};

/** A server whose connections behave in turn; the last one's way is that of all further ones. */
async function serverThat(behaviours: readonly Behaviour[], port = 0): Promise<number> {
  let connections = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    behaviours[Math.min(connections, behaviours.length - 1)]!(socket);
    connections += 1;
  });
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await serverThat([works]);
  servers.pop()!.close();
  return port;
}

const urlOf = (port: number) => `postgres://postgres:secret@127.0.0.1:${port}/postgres`;

describe('provisioning waits for PostgreSQL', () => {
  it('that does not listen yet, and says once that it waits', async () => {
    const port = await freePort();
    const lines: string[] = [];
    const waiting = whenPostgresAnswers(urlOf(port), { onWaiting: (line) => lines.push(line) });
    await delay(700);
    await serverThat([works], port);
    await waiting;
    expect(lines).toEqual([expect.stringMatching(`^Waiting for PostgreSQL at 127.0.0.1:${port} \\(.*ECONNREFUSED`)]);
  });

  it('that listens and is still starting up, or closes the connection', async () => {
    const startingUp = refuses('57P03', 'the database system is starting up');
    const port = await serverThat([startingUp, (socket) => socket.destroy(), startingUp, works]);
    await whenPostgresAnswers(urlOf(port));
  });

  it('for a limited time, and then names the server and its last error', async () => {
    const port = await serverThat([refuses('57P03', 'the database system is starting up')]);
    await expect(whenPostgresAnswers(urlOf(port), { withinMs: 1_200 })).rejects.toThrow(
      `PostgreSQL at 127.0.0.1:${port} does not answer: the database system is starting up`,
    );
  });

  it('but not when the password is wrong', async () => {
    const port = await serverThat([refuses('28P01', 'password authentication failed')]);
    const startedAt = Date.now();
    await expect(whenPostgresAnswers(urlOf(port))).rejects.toThrow('password authentication failed');
    expect(Date.now() - startedAt).toBeLessThan(5_000);
  });
});
