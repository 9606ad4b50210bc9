import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { openDesk, SESSION, type Desk } from './support/desk.js';

describe('signing in at the portal', () => {
  let desk: Desk;

  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.stop());
  afterEach(() => desk.issuer.reset());

  const sessions = async (): Promise<number> =>
    Number((await desk.database.query<{ count: string }>('select count(*) from session'))[0]!.count);

  it('asks the issuer for a code with state, nonce and an S256 challenge, new ones each time', async () => {
    const browser = desk.browser();
    await browser.get((await browser.get('/sign-in')).headers.get('location')!);
    await browser.get((await browser.get('/sign-in')).headers.get('location')!);
    const [one, two] = desk.issuer.asked.map((asked) => Object.fromEntries(asked));
    expect(one).toMatchObject({
      client_id: 'portal',
      response_type: 'code',
      scope: 'openid profile',
      redirect_uri: `${desk.door.url}/sign-in/callback`,
      code_challenge_method: 'S256',
      max_age: '36000',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one![name]!.length).toBeGreaterThanOrEqual(43);
      expect(one![name]).not.toBe(two![name]);
    }
    expect(one).not.toHaveProperty('prompt');
  });

  it('brings the person back to where the way began, with a session', async () => {
    const browser = desk.browser();
    const { response, at } = await browser.open(`/sign-in?returnTo=${encodeURIComponent('/look-up?code=1#x')}`);
    expect(response.status).toBe(200);
    expect(at).toBe(`${desk.door.url}/look-up?code=1#x`);
    const session = await browser.get('/session');
    expect(session.headers.get('cache-control')).toBe('no-store');
    expect(await session.json()).toEqual({
      person: { id: 'officer', name: 'Name of officer' },
      roles: [{ role: 'CASE_OFFICER', agency: '000.01.31.H06' }],
      signedInAt: expect.stringMatching(/Z$/),
      idleUntil: expect.stringMatching(/Z$/),
      goodUntil: expect.stringMatching(/Z$/),
    });
  });

  it.each([
    'https://evil.example/look-up',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    '/.//evil.example',
    '/%2e//evil.example/..//evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
    `/${'x'.repeat(5_000)}`,
  ])('leads from the sign-in to no other place than our own: %s', async (returnTo) => {
    const { at } = await desk.browser().open(`/sign-in?${new URLSearchParams({ returnTo }).toString()}`);
    expect(at).toBe(`${desk.door.url}/`);
  });

  it('sets one cookie that scripts and other sites cannot use', async () => {
    const browser = await desk.signedIn();
    const lines = browser.setLines.filter((line) => line.startsWith(`${SESSION}=`));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^motcua-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('sets it for TLS alone where the portal is behind TLS', async () => {
    const door = await desk.another({ signIn: { publicUrl: 'https://motcua.example.vn' } });
    const answer = await fetch(`${door.url}/sign-in`, { redirect: 'manual' });
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-motcua-sign-in-[\w-]+=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ]);
  });

  it('keeps neither the cookie nor a token where a thief of the database could use it', async () => {
    const browser = await desk.signedIn();
    const rows = await desk.database.query<{ row: string }>('select each::text as row from session as each');
    const all = rows.map(({ row }) => row).join('\n');
    expect(all).not.toContain(browser.cookie(SESSION)!);
    for (const secret of desk.issuer.secrets) expect(all).not.toContain(secret);
  });

  it('gives a new id at each sign-in and ends the session that was there', async () => {
    const browser = await desk.signedIn();
    const before = browser.cookie(SESSION)!;
    await browser.open('/sign-in?returnTo=/look-up');
    expect(browser.cookie(SESSION)).not.toBe(before);
    const thief = desk.browser();
    thief.keep(SESSION, before);
    expect((await thief.get('/session')).status).toBe(401);
  });

  it('takes no id that a stranger chose', async () => {
    const browser = desk.browser();
    const chosen = 'A'.repeat(43);
    browser.keep(SESSION, chosen);
    await browser.open('/sign-in');
    expect(browser.cookie(SESSION)).not.toBe(chosen);
    const thief = desk.browser();
    thief.keep(SESSION, chosen);
    expect((await thief.get('/session')).status).toBe(401);
  });

  it('tells step-ups apart: the issuer is asked to sign in anew, and the id changes', async () => {
    const browser = await desk.signedIn();
    const before = browser.cookie(SESSION);
    desk.issuer.asked.length = 0;
    expect((await browser.open('/sign-in?fresh=1&returnTo=/look-up')).response.status).toBe(200);
    expect(Object.fromEntries(desk.issuer.asked[0]!)).toMatchObject({ prompt: 'login', max_age: '0' });
    expect(browser.cookie(SESSION)).not.toBe(before);
  });

  const refused = async (path = '/sign-in'): Promise<number> => {
    const before = await sessions();
    const browser = desk.browser();
    const { response, at } = await browser.open(path);
    expect(at).toContain('/sign-in/callback');
    expect(response.headers.get('content-type')).toContain('text/html');
    const page = await response.text();
    expect(page).toContain('Chưa đăng nhập được');
    for (const secret of desk.issuer.secrets) expect(page).not.toContain(secret);
    expect(browser.cookie(SESSION)).toBeUndefined();
    expect(await sessions()).toBe(before);
    return response.status;
  };

  it('refuses an old sign-in as an answer to a step-up', async () => {
    desk.issuer.wishes.authTime = () => Math.floor(Date.now() / 1_000) - 300;
    expect(await refused('/sign-in?fresh=1')).toBe(403);
  });

  it('refuses another nonce than its own', async () => {
    desk.issuer.wishes.idClaims = { nonce: 'x'.repeat(43) };
    expect(await refused()).toBe(403);
  });

  it('refuses another state than its own', async () => {
    desk.issuer.wishes.back = (url) => url.searchParams.set('state', `${url.searchParams.get('state')!.slice(0, -1)}!`);
    expect(await refused()).toBe(403);
  });

  it('refuses a state that this browser did not begin', async () => {
    desk.issuer.wishes.back = (url) => url.searchParams.set('state', 'x'.repeat(43));
    expect(await refused()).toBe(400);
  });

  it('refuses the answer of another browser', async () => {
    const begun = await desk.browser().get('/sign-in');
    const back = await desk.browser().get(begun.headers.get('location')!);
    const answer = await desk.browser().get(back.headers.get('location')!);
    expect(answer.status).toBe(400);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it('takes an answer once', async () => {
    const browser = desk.browser();
    const begun = await browser.get('/sign-in');
    const back = (await browser.get(begun.headers.get('location')!)).headers.get('location')!;
    const cookie = browser.setLines[0]!.split(';', 1)[0]!;
    expect((await browser.get(back)).status).toBe(303);
    expect((await browser.get(back)).status).toBe(400);
    // Even with the cookie kept: the issuer knows the code no more.
    expect((await desk.browser().get(back, { cookie })).status).toBe(403);
  });

  it('refuses what the issuer refused, without its words', async () => {
    desk.issuer.wishes.back = (url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
      url.searchParams.set('error_description', '<script>boo</script>');
    };
    expect(await refused()).toBe(403);
  });

  it('refuses an issuer whose access tokens do not say when the person signed in', async () => {
    desk.issuer.wishes.accessClaims = { auth_time: undefined };
    expect(await refused()).toBe(403);
  });

  it('refuses an access token that speaks for somebody else', async () => {
    desk.issuer.wishes.accessClaims = { sub: 'somebody else' };
    expect(await refused()).toBe(403);
  });

  it('says that the issuer does not answer, and goes on when it does', async () => {
    const door = await desk.another({ signIn: { issuer: 'http://127.0.0.1:1' } });
    const answer = await fetch(`${door.url}/sign-in`, { redirect: 'manual' });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Chưa đăng nhập được');
    desk.issuer.wishes.tokenFault = 500;
    expect(await refused()).toBe(503);
    desk.issuer.wishes.tokenFault = null;
    await desk.signedIn();
  });

  it('sends browsers to where they reach the issuer, and asks it itself where it is', async () => {
    const door = await desk.another({ signIn: { publicIssuer: 'http://localhost:8081' } });
    const answer = await fetch(`${door.url}/sign-in`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(/^http:\/\/localhost:8081\/auth\?/);
  });

  it('begins at the one address that the issuer knows, under whatever name of this machine', async () => {
    const { port } = new URL(desk.door.url);
    const to = await new Promise<string | undefined>((resolve) => {
      const headers = { host: `localhost:${port}` };
      httpRequest({ host: '127.0.0.1', port, path: '/sign-in?returnTo=/look-up', headers }, (answer) => {
        resolve(answer.resume().headers.location);
      }).end();
    });
    expect(to).toBe(`${desk.door.url}/sign-in?returnTo=/look-up`);
  });
});
