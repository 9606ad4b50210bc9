import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser } from './support/browser.js';
import { openDesk, SESSION, type Desk } from './support/desk.js';

describe('an access token that runs out', () => {
  let desk: Desk;
  let browser: Browser;

  beforeAll(async () => {
    desk = await openDesk();
    desk.door.intake.answer = (response, { headers }) => {
      const answer = response.writeHead(headers.authorization === undefined ? 401 : 200);
      answer.end(JSON.stringify({ token: headers.authorization ?? null }));
    };
  });
  afterAll(() => desk.stop());
  beforeEach(async () => {
    browser = await desk.signedIn();
    await desk.database.query('update session set access_good_until = now()');
  });
  afterEach(() => desk.issuer.reset());

  const tokenSeen = async (response: Response): Promise<string> => ((await response.json()) as { token: string }).token;
  const asking = (door = desk.door): Promise<Response> =>
    fetch(`${door.url}/api/intake/dossiers`, { headers: { cookie: `${SESSION}=${browser.cookie(SESSION)}` } });

  it('is renewed before the service sees it, and then kept', async () => {
    const first = await tokenSeen(await asking());
    expect(await tokenSeen(await asking())).toBe(first);
    expect(desk.issuer.refreshes).toBe(1);
  });

  it('is renewed once for fifty requests at the same time, at two portals', async () => {
    desk.issuer.wishes.refreshMs = 300;
    const other = await desk.another();
    other.intake.answer = desk.door.intake.answer;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => asking(i % 2 === 0 ? desk.door : other)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(await Promise.all(answers.map(tokenSeen))).size).toBe(1);
    expect(desk.issuer.refreshes).toBe(1);
  }, 20_000);

  it('stays for a moment while the issuer does not answer, and is no reason to sign anybody out', async () => {
    await desk.database.query(`update session set access_good_until = now() + interval '20 s'`);
    desk.issuer.wishes.tokenFault = 503;
    expect((await asking()).status).toBe(200);
    await desk.database.query('update session set access_good_until = now()');
    const answer = await asking();
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).not.toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'issuer-unavailable' });
    desk.issuer.wishes.tokenFault = null;
    expect((await asking()).status).toBe(200);
  });

  it('ends the session when the issuer gives no new one', async () => {
    desk.issuer.wishes.refusesRefresh = true;
    const answer = await asking();
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'session-over' });
    expect((await browser.get('/session')).status).toBe(401);
  });

  it('takes over what the person may do now', async () => {
    desk.issuer.wishes.accessClaims = { roles: [{ role: 'LEADER', agency: 'H06' }] };
    await asking();
    expect(await (await browser.get('/session')).json()).toMatchObject({ roles: [{ role: 'LEADER', agency: 'H06' }] });
  });

  it('is not renewed for a session that was ended meanwhile', async () => {
    desk.issuer.wishes.refreshMs = 300;
    const [answer, ended] = await Promise.all([asking(), browser.ask('/session/end', { method: 'POST' })]);
    expect(ended.status).toBe(200);
    expect([200, 401]).toContain(answer.status);
    expect((await asking()).status).toBe(401);
  });
});
