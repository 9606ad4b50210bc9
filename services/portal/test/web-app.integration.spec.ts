import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { settingsFrom } from '../src/config.js';
import { frontDoor, type FrontDoor } from './front-door.js';

describe('the web app at the front door', () => {
  let door: FrontDoor;

  beforeAll(async () => {
    door = await frontDoor();
  });
  afterAll(() => door.stop());

  it('serves the page, to be asked about before each use', async () => {
    const response = await fetch(`${door.url}/`);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const etag = response.headers.get('etag') ?? '';
    await expect(response.text()).resolves.toContain('look-ups');
    // Not by `fetch`: with this header it asks for a fresh copy on its own account.
    const [again] = (await once(get(`${door.url}/`, { headers: { 'if-none-match': etag } }), 'response')) as [
      IncomingMessage,
    ];
    again.resume();
    expect(again.statusCode).toBe(304);
  });

  it('serves a hashed file for ever, another one like the page', async () => {
    const script = await fetch(`${door.url}/assets/index-1a2b3c.js`);
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${door.url}/favicon.svg`)).headers.get('cache-control')).toBe('no-cache');
  });

  it('sends what the build has compressed to whoever takes it, and the file itself to others', async () => {
    const asked = async (encodings: string) => {
      const headers = { 'accept-encoding': encodings };
      const [answer] = (await once(get(`${door.url}/assets/index-1a2b3c.js`, { headers }), 'response')) as [
        IncomingMessage,
      ];
      answer.resume();
      const { 'content-encoding': encoding, 'content-type': type, 'cache-control': cache, vary } = answer.headers;
      return { encoding, type, cache, vary };
    };
    const script = { type: expect.stringContaining('javascript'), cache: 'public, max-age=31536000, immutable' };
    expect(await asked('gzip, br')).toMatchObject({ ...script, encoding: 'br' });
    expect(await asked('identity')).toMatchObject({ ...script, encoding: undefined });
    expect((await asked('br')).vary).toMatch(/accept-encoding/i);
    expect((await fetch(`${door.url}/assets/index-1a2b3c.js.br`)).status).toBe(404);
  });

  it("gives the page for the app's own paths", async () => {
    const pages = {
      'look-ups': ['/', '/?x=1', '/look-up', '/look-up/', '/look-up?x=1'],
      'the desk': ['/desk', '/desk/', '/desk/work?list=open'],
      'the wall': ['/wall', '/wall/', '/wall?period=2026'],
    };
    for (const [title, paths] of Object.entries(pages)) {
      for (const path of paths) {
        const response = await fetch(`${door.url}${path}`);
        expect([path, response.status]).toEqual([path, 200]);
        await expect(response.text()).resolves.toContain(title);
      }
    }
  });

  it('answers 404 with a plain page that leads home at every other path', async () => {
    for (const path of ['/leaders', '/agencies/000.00.01.H06', '/apiary?x=1', '/look-up/more', '/%3Cscript%3E']) {
      const response = await fetch(`${door.url}${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toContain('text/html');
      const page = await response.text();
      expect(page).toContain('<a href="/">');
      expect(page).not.toContain('the wall');
      expect(page).not.toContain('script');
    }
  });

  it('does not give the page for a file that is gone', async () => {
    for (const path of ['/assets/index-0000.js', '/robots.txt', '/assets/%2e%2e%2f%2e%2e%2fetc/passwd']) {
      const response = await fetch(`${door.url}${path}`);
      expect(response.status).toBe(404);
      await expect(response.json()).resolves.toMatchObject({ code: 'route-not-found' });
    }
  });

  it('refuses another method with a problem', async () => {
    const response = await fetch(`${door.url}/leaders`, { method: 'POST' });
    expect(response.status).toBe(404);
    await expect(response.json()).resolves.toMatchObject({ code: 'route-not-found' });
  });

  it('lets nobody frame it, and runs nothing but its own files', async () => {
    const { headers } = await fetch(`${door.url}/`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; " +
        "frame-ancestors 'self'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('answers the questions of its host', async () => {
    expect((await fetch(`${door.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${door.url}/health/ready`)).status).toBe(200);
  });

  it('names every missing setting at once', () => {
    const lines = jest.spyOn(console, 'error').mockReturnValue();
    const exit = jest.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('the process ended');
    });
    expect(() => settingsFrom({ PORT: '8080', INTAKE_URL: 'intake', WEB_ROOT: '/nowhere' })).toThrow('ended');
    const text = lines.mock.calls.flat().join('\n');
    for (const name of ['INTAKE_URL', 'DEADLINES_URL', 'PAYMENTS_URL', 'SURVEYS_URL', 'METRICS_URL', 'WEB_ROOT']) {
      expect(text).toContain(name);
    }
    lines.mockRestore();
    exit.mockRestore();
  });
});
