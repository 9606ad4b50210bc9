import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { listeningPlace } from '../src/listening-place.js';

describe('where a service says that it listens', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:'],
    ['0.0.0.0', 'http://0.0.0.0:'],
  ])('is %s when it listens there', async (host, place) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(listeningPlace(server.address())).toBe(`${place}${port}`);
    server.close();
  });

  it('puts an IPv6 address into brackets', () => {
    expect(listeningPlace({ address: '::', family: 'IPv6', port: 3000 })).toBe('http://[::]:3000');
  });
});
