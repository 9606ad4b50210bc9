import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { frontDoor, type FrontDoor } from './front-door.js';

let door: FrontDoor;
afterEach(() => door.stop());

const lookUp = (forwardedFor: string): Promise<number> =>
  fetch(`${door.url}/api/intake/look-ups`, {
    method: 'POST',
    body: '{}',
    headers: { 'x-forwarded-for': forwardedFor },
  }).then(({ status }) => status);

async function raw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(door.url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return Buffer.concat(received).toString();
}

describe('behind a proxy that is trusted', () => {
  it('people of different addresses are counted separately, and services get the address', async () => {
    door = await frontDoor({ lookUpsPerMinute: 2, trustedProxies: '127.0.0.1' });
    const statuses = [];
    for (const address of ['203.0.113.1', '203.0.113.1', '203.0.113.1', '203.0.113.2']) {
      statuses.push(await lookUp(address));
    }
    expect(statuses).toEqual([200, 200, 429, 200]);
    expect(door.intake.seen.at(-1)?.headers['x-forwarded-for']).toBe('203.0.113.2');
  });

  it('what a caller claims before it does not count', async () => {
    door = await frontDoor({ lookUpsPerMinute: 2, trustedProxies: '127.0.0.1' });
    const statuses = [];
    for (const claimed of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) statuses.push(await lookUp(`${claimed}, 203.0.113.9`));
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe('without a trusted proxy', () => {
  it('nobody chooses an address', async () => {
    door = await frontDoor({ lookUpsPerMinute: 2 });
    const statuses = [];
    for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) statuses.push(await lookUp(address));
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe("the portal's own measurements", () => {
  it.each(['/metrics', '/metrics/', '/%6detrics', '//metrics'])('are not on the public port: %s', async (path) => {
    door = await frontDoor();
    const answer = await raw(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).not.toContain('process_cpu');
  });

  it('are on a port of loopback where that is set', async () => {
    door = await frontDoor({ metricsPort: '0' });
    const { status, headers } = await fetch(`${door.metricsUrl()}/metrics`);
    expect([status, headers.get('content-type')]).toEqual([200, expect.stringContaining('text/plain')]);
    expect((await fetch(`${door.metricsUrl()}/`)).status).toBe(404);
  });
});

describe('a request that nothing takes', () => {
  it.each([
    ['QUERY', '/api/intake/dossiers'],
    ['QUERY', '/api/intake/nothing?x=1'],
    ['QUERY', '/'],
    ['PROPFIND', '/api/intake/dossiers'],
    ['TRACE', '/api/intake/dossiers'],
    ['PURGE', '/api/nothing'],
    ['GET', '/api/%ff'],
    ['GET', '/%'],
    ['FOO', '/api/intake/dossiers'],
    ['OPTIONS', '*'],
  ])('by %s at %s gets problem details', async (method, path) => {
    door = await frontDoor();
    const answer = await raw(`${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d [\s\S]*application\/problem\+json/);
  });
});
