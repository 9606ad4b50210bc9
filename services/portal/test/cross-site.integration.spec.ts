import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk, SESSION, type Desk } from './support/desk.js';

describe('requests with a session', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await openDesk();
    desk.door.intake.answer = (response, { headers }) =>
      response.writeHead(headers.authorization === undefined ? 401 : 200).end('{}');
  });
  afterAll(() => desk.stop());
  afterEach(() => void (desk.door.intake.seen.length = 0));

  const codeOf = async (response: Response): Promise<unknown> => ({
    status: response.status,
    code: ((await response.json()) as { code?: string }).code,
  });
  const own = { 'x-requested-by': 'motcua', 'sec-fetch-site': 'same-origin' };
  const { 'x-requested-by': by, 'sec-fetch-site': site } = own;
  it.each<[string, string, Record<string, string>, number]>([
    ['GET', 'of our pages', { 'sec-fetch-site': site }, 200],
    ['GET', 'typed by hand', { 'sec-fetch-site': 'none' }, 200],
    ['GET', 'of a browser that does not say', {}, 200],
    ['GET', 'of another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['GET', 'of another port of this machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['POST', 'of our pages', own, 200],
    ['POST', 'of our pages, told by the origin', { 'x-requested-by': by, origin: 'own' }, 200],
    ['POST', 'without the header', { 'sec-fetch-site': site, origin: 'own' }, 403],
    ['POST', 'with another header', { ...own, 'x-requested-by': 'XMLHttpRequest' }, 403],
    ['POST', 'of another site', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['POST', 'of another port of this machine', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['POST', 'of another origin', { ...own, origin: 'https://evil.example' }, 403],
    ['POST', 'of an origin that hides', { 'x-requested-by': by, origin: 'null' }, 403],
    ['POST', 'of nobody who says where it comes from', { 'x-requested-by': by }, 403],
    ['DELETE', 'without the header', { 'sec-fetch-site': site }, 403],
    ['PUT', 'of our pages', own, 200],
  ])('%s %s', async (method, _whose, { origin, ...headers }, status) => {
    const browser = await desk.signedIn();
    const init = {
      method,
      headers: {
        cookie: `${SESSION}=${browser.cookie(SESSION)}`,
        ...headers,
        ...(origin ? { origin: origin === 'own' ? desk.door.url : origin } : {}),
      },
      ...(method === 'GET' ? {} : { body: '{}' }),
    };
    const answer = await fetch(`${desk.door.url}/api/intake/dossiers`, init);
    expect(answer.status).toBe(status);
    if (status === 403) {
      expect(await codeOf(answer)).toEqual({ status, code: 'cross-site-request' });
      expect(desk.door.intake.seen[0]!.headers.authorization).toBeUndefined();
    }
  });

  it('of other sites end no session', async () => {
    const browser = await desk.signedIn();
    for (const path of ['/session/end', '/session/end-everywhere']) {
      const answer = await browser.ask(path, { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } });
      expect(await codeOf(answer)).toEqual({ status: 403, code: 'cross-site-request' });
    }
    expect((await browser.get('/session')).status).toBe(200);
  });
});
