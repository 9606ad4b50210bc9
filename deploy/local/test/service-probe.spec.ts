import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { probeService } from '../src/service-probe.ts';

describe('a service that is asked whether it is ready', () => {
  let server: Server;
  let answer: readonly [status: number, body: object];
  const probe = () => probeService((server.address() as AddressInfo).port);

  beforeEach(async () => {
    server = createServer((_, response) => response.writeHead(answer[0]).end(JSON.stringify(answer[1])));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is, when it says so and waits for nothing', async () => {
    answer = [200, { status: 'ready', waitsFor: [] }];
    await expect(probe()).resolves.toBeUndefined();
    answer = [200, { status: 'ready' }];
    await expect(probe()).resolves.toBeUndefined();
  });

  it('is not while it waits for something, which it names', async () => {
    answer = [200, { status: 'ready', waitsFor: ['a working calendar'] }];
    await expect(probe()).rejects.toThrow('it waits for a working calendar');
  });

  it('is not while something is missing, which it names', async () => {
    answer = [503, { detail: 'Not ready: database.' }];
    await expect(probe()).rejects.toThrow('it answers 503 at /health/ready: Not ready: database.');
  });
});
