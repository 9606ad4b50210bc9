import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { openDesk, SESSION, type Desk } from './support/desk.js';

describe('a session', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await openDesk();
    // As a service does: it wants to know who asks, but for what is public.
    desk.door.intake.answer = (response, { url, headers }) => {
      const isOpen = url === '/agencies' || headers.authorization !== undefined;
      response.writeHead(isOpen ? 200 : 401, { 'content-type': 'application/json' }).end(JSON.stringify({ url }));
    };
  });
  afterAll(() => desk.stop());
  afterEach(() => {
    desk.issuer.reset();
    desk.door.intake.seen.length = 0;
  });

  const codeOf = async (response: Response): Promise<unknown> => ({
    status: response.status,
    code: ((await response.json()) as { code?: string }).code,
  });
  const age = (column: string, seconds: number): Promise<unknown> =>
    desk.database.query(`update session set ${column} = now() - make_interval(secs => $1)`, [seconds]);

  it('puts the access token on requests to services, and keeps all cookies back', async () => {
    const browser = await desk.signedIn();
    browser.keep('other', 'cookie');
    expect((await browser.get('/api/intake/dossiers')).status).toBe(200);
    const { headers } = desk.door.intake.seen[0]!;
    expect(headers.authorization).toMatch(/^Bearer /);
    expect(desk.issuer.secrets).toContain(headers.authorization!.slice('Bearer '.length));
    expect(headers.cookie).toBeUndefined();
  });

  it('lets no service set cookies', async () => {
    const { answer } = desk.door.intake;
    desk.door.intake.answer = (response) => response.setHeader('set-cookie', `${SESSION}=fixed`).end('{}');
    const response = await fetch(`${desk.door.url}/api/intake/agencies`);
    desk.door.intake.answer = answer;
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('is not looked at where a request brings a token of its own', async () => {
    const browser = await desk.signedIn();
    const headers = { authorization: 'Bearer own' };
    expect((await browser.get('/api/intake/dossiers', headers)).status).toBe(200);
    await age('good_until', 1);
    expect((await browser.get('/api/intake/dossiers', headers)).status).toBe(200);
    expect((await fetch(`${desk.door.url}/api/intake/dossiers`, { method: 'POST', headers, body: '{}' })).status).toBe(
      200,
    );
    for (const { headers: seen } of desk.door.intake.seen) {
      expect(seen.authorization).toBe('Bearer own');
      expect(seen.cookie).toBeUndefined();
    }
  });

  it.each([
    ['idle for longer than half an hour', 'used_at', 1_801],
    ['over after ten hours, however busy', 'good_until', 1],
  ])('is over when it is %s', async (_what, column, seconds) => {
    const browser = await desk.signedIn();
    await age(column, seconds);
    expect(await codeOf(await browser.get('/session'))).toEqual({ status: 401, code: 'session-over' });
    const answer = await browser.ask('/api/intake/dossiers', { method: 'POST', body: '{}' });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-length')).not.toBeNull();
    expect(await codeOf(answer)).toEqual({ status: 401, code: 'session-over' });
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('ends after ten hours and after half an hour without use, and says so before', async () => {
    const browser = await desk.signedIn();
    const { signedInAt, idleUntil, goodUntil } = (await (await browser.get('/session')).json()) as Record<
      string,
      string
    >;
    const minutesAfter = (text: string): number => (Date.parse(text) - Date.parse(signedInAt!)) / 60_000;
    expect(minutesAfter(idleUntil!)).toBeCloseTo(30, 0);
    expect(minutesAfter(goodUntil!)).toBeCloseTo(600, 0);
  });

  it('lives longer by what it is used for, and not by the question how long it lives', async () => {
    const browser = await desk.signedIn();
    const idleUntil = async (): Promise<number> => {
      const { idleUntil: until } = (await (await browser.get('/session')).json()) as { idleUntil: string };
      return Date.parse(until);
    };
    await age('used_at', 1_200);
    const before = await idleUntil();
    expect(await idleUntil()).toBe(before);
    expect((await browser.get('/api/intake/dossiers')).status).toBe(200);
    expect(await idleUntil()).toBeGreaterThan(before + 1_000_000);
  });

  it('is good for work while the database only reads', async () => {
    const browser = await desk.signedIn();
    await age('used_at', 1_200);
    const [{ role } = { role: '' }] = await desk.database.query<{ role: string }>(
      'select current_database()::text as role',
    );
    await desk.database.query(`revoke update on session from ${role}`);
    const status = (await browser.get('/api/intake/dossiers')).status;
    await desk.database.query(`grant update on session to ${role}`);
    expect(status).toBe(200);
  });

  it('that is over leaves what is public open', async () => {
    const browser = await desk.signedIn();
    await age('good_until', 1);
    expect((await browser.get('/api/intake/agencies')).status).toBe(200);
    expect(desk.door.intake.seen[0]!.headers.authorization).toBeUndefined();
  });

  it('that never was is a 401 of the service, as before', async () => {
    const answer = await fetch(`${desk.door.url}/api/intake/dossiers`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ url: '/dossiers' });
    expect(await codeOf(await fetch(`${desk.door.url}/session`))).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it('counts for its limit of requests as a token does', async () => {
    const browser = await desk.signedIn();
    const answer = await browser.get('/api/intake/agencies');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('60000');
  });

  it('outlives the portal', async () => {
    const browser = await desk.signedIn();
    const door = await desk.another();
    const answer = await fetch(`${door.url}/session`, {
      headers: { cookie: `${SESSION}=${browser.cookie(SESSION)}` },
    });
    expect(answer.status).toBe(200);
  });

  it('does not go over to another issuer', async () => {
    const browser = await desk.signedIn();
    const door = await desk.another({ signIn: { issuer: 'http://127.0.0.1:2' } });
    const answer = await fetch(`${door.url}/session`, {
      headers: { cookie: `${SESSION}=${browser.cookie(SESSION)}` },
    });
    expect(await codeOf(answer)).toEqual({ status: 401, code: 'session-over' });
  });

  it('ends with the sign-out, and its refresh token with it', async () => {
    const browser = await desk.signedIn();
    const id = browser.cookie(SESSION)!;
    const answer = await browser.ask('/session/end', { method: 'POST' });
    expect(answer.status).toBe(200);
    const { signOutAt } = (await answer.json()) as { signOutAt: string };
    expect(Object.fromEntries(new URL(signOutAt).searchParams)).toEqual({
      client_id: 'portal',
      post_logout_redirect_uri: `${desk.door.url}/`,
    });
    expect(browser.cookie(SESSION)).toBeUndefined();
    browser.keep(SESSION, id);
    expect(await codeOf(await browser.get('/session'))).toEqual({ status: 401, code: 'session-over' });
    await eventually(async () => expect(desk.issuer.revoked).toHaveLength(1));
    expect((await browser.ask('/session/end', { method: 'POST' })).status).toBe(200);
  });

  it('ends everywhere, and nobody else’s with it', async () => {
    const [one, two] = [await desk.signedIn('ended'), await desk.signedIn('ended')];
    const other = await desk.signedIn('somebody else');
    const answer = await one.ask('/session/end-everywhere', { method: 'POST' });
    expect(await answer.json()).toMatchObject({ sessions: 2 });
    expect(one.cookie(SESSION)).toBeUndefined();
    expect(await codeOf(await two.get('/session'))).toEqual({ status: 401, code: 'session-over' });
    expect((await other.get('/session')).status).toBe(200);
    await eventually(async () => expect(desk.issuer.revoked).toHaveLength(2));
    expect(await codeOf(await two.ask('/session/end-everywhere', { method: 'POST' }))).toMatchObject({ status: 401 });
  });

  it('says nothing secret in the log or in an answer', async () => {
    const lines: string[] = [];
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation((text) => {
        lines.push(String(text));
        return true;
      }),
    );
    const answers: string[] = [];
    const browser = await desk.signedIn();
    const id = browser.cookie(SESSION)!;
    for (const path of ['/session', '/api/intake/nothing', '/sign-in/callback?code=x&state=y']) {
      answers.push(await (await browser.get(path)).text());
    }
    desk.issuer.wishes.tokenFault = 500;
    await age('access_good_until', 1);
    answers.push(await (await browser.get('/api/intake/dossiers')).text());
    answers.push(await (await browser.ask('/session/end', { method: 'POST' })).text());
    for (const spy of spies) spy.mockRestore();
    for (const secret of [id, ...desk.issuer.secrets]) {
      expect(lines.join('\n')).not.toContain(secret);
      expect(answers.join('\n')).not.toContain(secret);
    }
  });
});
