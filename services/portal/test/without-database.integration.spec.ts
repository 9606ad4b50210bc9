import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { frontDoor, type FrontDoor } from './front-door.js';
import { SESSION } from './support/desk.js';

/** Whoever comes to where its database should be is hung up on. */
describe('a portal without its database', () => {
  let door: FrontDoor;
  const away = createServer((socket) => socket.destroy());
  const headers = {
    cookie: `${SESSION}=${'A'.repeat(43)}`,
    'x-requested-by': 'motcua',
    'sec-fetch-site': 'same-origin',
  };

  beforeAll(async () => {
    away.listen(0, '127.0.0.1');
    await once(away, 'listening');
    const { port } = away.address() as AddressInfo;
    door = await frontDoor({ signIn: { databaseUrl: `postgres://nobody@127.0.0.1:${port}/nothing` } });
    door.intake.answer = (response, { url, headers: { authorization } }) =>
      response.writeHead(url === '/agencies' || authorization ? 200 : 401).end('{}');
  });
  afterAll(async () => {
    await door.stop();
    away.close();
  });

  it('starts, is ready, and says what it waits for', async () => {
    const answer = await fetch(`${door.url}/health/ready`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ waitsFor: ['database'] });
  });

  it('serves what is public, also to browsers with a session', async () => {
    expect((await fetch(door.url)).status).toBe(200);
    expect((await fetch(`${door.url}/api/intake/agencies`)).status).toBe(200);
    expect((await fetch(`${door.url}/api/intake/agencies`, { headers })).status).toBe(200);
  });

  it('passes requests with a token of their own on', async () => {
    const answer = await fetch(`${door.url}/api/intake/dossiers`, {
      headers: { ...headers, authorization: 'Bearer x' },
    });
    expect(answer.status).toBe(200);
  });

  it('says that it cannot tell who asks', async () => {
    for (const path of ['/session', '/api/intake/dossiers']) {
      const answer = await fetch(`${door.url}${path}`, { headers });
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ code: 'database-unavailable' });
    }
    const ended = await fetch(`${door.url}/session/end`, { method: 'POST', headers });
    expect(ended.status).toBe(503);
    expect(ended.headers.getSetCookie()).toEqual([]);
  });
});
