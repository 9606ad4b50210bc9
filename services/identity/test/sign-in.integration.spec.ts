import { AccessTokenVerifier } from '@motcua/auth';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Browser } from './support/browser.js';
import { CALLBACK, claimsOf, mai, PORTAL, startIssuer, thanh, type Issuer, type Tokens } from './support/sign-in.js';

type Changes = Readonly<Record<string, string | null>>;
const changesOf = (...all: readonly Changes[]): readonly Changes[] => all;

describe('signing in as a person', () => {
  let issuer: Issuer;
  const log = jest.spyOn(process.stdout, 'write');

  beforeAll(async () => {
    log.mockReturnValue(true);
    issuer = await startIssuer();
  });
  afterAll(async () => {
    await issuer.stop();
    log.mockRestore();
  });

  const tokensOf = async (id: string, changes?: Changes): Promise<Tokens> => {
    const answer = await issuer.exchange(await issuer.codeOf(id, changes));
    expect(answer.status).toBe(200);
    return (await answer.json()) as Tokens;
  };
  const refresh = (token: string): Promise<Response> =>
    issuer.token({ grant_type: 'refresh_token', refresh_token: token });
  const errorOf = async (answer: Response): Promise<unknown> => ({
    status: answer.status,
    error: ((await answer.json()) as { error: string }).error,
  });
  /** What the portal is told in the address it is sent back to. */
  const toldBy = (answer: Response): URLSearchParams => {
    const to = answer.headers.get('location') ?? '';
    expect(to).toMatch(new RegExp(`^${CALLBACK}\\?`));
    return new URL(to).searchParams;
  };

  it('gives the portal tokens that the services believe', async () => {
    const before = Date.now();
    const { access_token: accessToken, expires_in: seconds } = await tokensOf(mai.id);
    const principal = await new AccessTokenVerifier({ issuer: issuer.url, audience: 'motcua' }).verify(accessToken);
    expect(principal).toMatchObject({ id: mai.id, name: mai.name, roles: mai.roles });
    expect(principal.signedInAt!.getTime()).toBeGreaterThanOrEqual(before - 1_000);
    expect(seconds).toBeLessThanOrEqual(600);
  });

  it('says in the ID token who signed in when, and for which request', async () => {
    const { id_token: idToken } = await tokensOf(thanh.id);
    expect(claimsOf(idToken)).toMatchObject({
      iss: issuer.url,
      aud: 'portal',
      sub: thanh.id,
      name: thanh.name,
      nonce: 'nonce-1',
      auth_time: expect.any(Number),
    });
  });

  it('hands the state back, and its own name', async () => {
    const page = (await issuer.authorize()).headers.get('location')!;
    const told = toldBy(await issuer.browser.follow(await issuer.browser.post(page, { person: mai.id })));
    expect(Object.fromEntries(told)).toMatchObject({ state: 'state-1', iss: issuer.url });
  });

  it('wants a proof of the code, and S256 only', async () => {
    for (const changes of changesOf(
      { code_challenge: null, code_challenge_method: null },
      { code_challenge_method: 'plain' },
      { code_challenge_method: null },
    )) {
      expect(toldBy(await issuer.authorize(changes)).get('error')).toBe('invalid_request');
    }
    for (const verifier of [null, 'x'.repeat(43)]) {
      const answer = await issuer.exchange(await issuer.codeOf(mai.id), { code_verifier: verifier });
      expect(await errorOf(answer)).toEqual({ status: 400, error: 'invalid_grant' });
    }
  });

  it('takes a code once, and ends what it gave for it when it comes again', async () => {
    const code = await issuer.codeOf(mai.id);
    const { refresh_token: refreshToken } = (await (await issuer.exchange(code)).json()) as Tokens;
    expect(await errorOf(await issuer.exchange(code))).toEqual({ status: 400, error: 'invalid_grant' });
    expect(await errorOf(await refresh(refreshToken))).toEqual({ status: 400, error: 'invalid_grant' });
  });

  it('sends nobody to an address that is not the portal', async () => {
    for (const address of ['https://elsewhere.example/sign-in/callback', `${PORTAL}/look-up`]) {
      const answer = await issuer.authorize({ redirect_uri: address });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('location')).toBeNull();
    }
  });

  it('gives new access tokens for the refresh token, with the time of the one sign-in', async () => {
    const first = await tokensOf(mai.id);
    const again = (await (await refresh(first.refresh_token)).json()) as Tokens;
    const [before, after] = [claimsOf(first.access_token), claimsOf(again.access_token)];
    expect(after).toMatchObject({ aud: 'motcua', sub: mai.id, roles: mai.roles, auth_time: before['auth_time'] });
    expect(again.access_token).not.toBe(first.access_token);
  });

  it('ends a refresh token that the portal gives back', async () => {
    const { refresh_token: refreshToken } = await tokensOf(mai.id);
    expect((await issuer.asPortal('/token/revocation', { token: refreshToken })).status).toBe(200);
    expect(await errorOf(await refresh(refreshToken))).toEqual({ status: 400, error: 'invalid_grant' });
  });

  it('leaves another sign-in of the same browser alone', async () => {
    const one = await tokensOf(mai.id);
    await tokensOf(thanh.id);
    expect((await refresh(one.refresh_token)).status).toBe(200);
  });

  it('remembers nobody: the page comes at every sign-in', async () => {
    await tokensOf(mai.id);
    for (const changes of changesOf({}, { prompt: 'login' }, { max_age: '0' })) {
      expect((await issuer.authorize(changes)).headers.get('location')).toMatch(/^\/interaction\//);
    }
    expect(toldBy(await issuer.authorize({ prompt: 'none' })).get('error')).toBe('login_required');
  });

  it('signs in anew when that is asked for', async () => {
    const now = Math.floor(Date.now() / 1_000);
    for (const changes of changesOf({ prompt: 'login' }, { max_age: '0' })) {
      const { id_token: idToken } = await tokensOf(mai.id, changes);
      expect(claimsOf(idToken)['auth_time']).toBeGreaterThanOrEqual(now);
    }
  });

  it('leads back to the portal after a sign-out, and nowhere else', async () => {
    const end = (to: string): Promise<Response> =>
      issuer.browser.get(`/session/end?${new URLSearchParams({ client_id: 'portal', post_logout_redirect_uri: to })}`);
    const asked = await end(`${PORTAL}/`);
    const [, action = '', xsrf = ''] = /action="([^"]+)"[\s\S]*name="xsrf" value="([^"]+)"/.exec(await asked.text())!;
    const back = await issuer.browser.post(action, { xsrf, logout: 'yes' });
    expect(back.headers.get('location')).toBe(`${PORTAL}/`);
    expect((await end('https://elsewhere.example/')).status).toBe(400);
  });

  it('lets programs sign in as no person, and the portal be no program', async () => {
    const asProgram = await issuer.authorize({ client_id: 'importer' });
    expect(asProgram.status).toBe(400);
    const asPortal = await issuer.token({ grant_type: 'client_credentials' });
    expect(await errorOf(asPortal)).toEqual({ status: 400, error: 'invalid_request' });
  });

  it('takes only people of its list, and only from the browser that asked', async () => {
    const page = (await issuer.authorize()).headers.get('location')!;
    for (const person of ['importer', 'nobody', '']) {
      expect((await issuer.browser.post(page, { person })).status).toBe(400);
    }
    const another = new Browser(issuer.url);
    expect((await another.post(page, { person: mai.id })).status).toBe(400);
    expect((await another.get(page)).status).toBe(400);
  });
});

describe('the page of demo people', () => {
  const log = jest.spyOn(process.stdout, 'write');
  const started: Issuer[] = [];
  const issuerWith = async (...options: Parameters<typeof startIssuer>): Promise<Issuer> => {
    started.push(await startIssuer(...options));
    return started.at(-1)!;
  };
  const pageOf = async (issuer: Issuer): Promise<Response> =>
    issuer.browser.get((await issuer.authorize()).headers.get('location')!);

  beforeAll(() => void log.mockReturnValue(true));
  afterAll(async () => {
    for (const issuer of started) await issuer.stop();
    log.mockRestore();
  });

  it('shows each person with role and agency in words, and no program', async () => {
    const page = await pageOf(await issuerWith());
    const text = await page.text();
    expect(page.status).toBe(200);
    expect(text).toContain('Chọn người dùng thử');
    for (const part of ['Trần Thị Mai', 'Cán bộ tiếp nhận', 'Phường 1', 'Lãnh đạo', 'Toàn tỉnh', '&lt;con&gt;']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('A program');
    expect(text).not.toContain('<con>');
  });

  it('has nothing inline, and a style sheet of its own', async () => {
    const issuer = await issuerWith();
    const page = await pageOf(issuer);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'self';.*frame-ancestors 'none'/);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const text = await page.text();
    expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=/i);
    const [, css = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(text)!;
    const style = await fetch(`${issuer.url}${css}`);
    expect(style.headers.get('content-type')).toContain('text/css');
  });

  it.each([
    ['is switched off', { demo: false }, /DEMO_SIGN_IN/],
    ['runs at an address that others can reach', { browserUrl: 'https://id.example.vn' }, /127\.0\.0\.1/],
  ])('is refused, with the reason, where the issuer %s', async (_where, options, reason) => {
    const issuer = await issuerWith(options);
    const page = await pageOf(issuer);
    expect(page.status).toBe(403);
    expect(await page.text()).toMatch(reason);
    const address = (await issuer.authorize()).headers.get('location')!;
    expect((await issuer.browser.post(address, { person: mai.id })).status).toBe(403);
  });

  it('is refused where it is asked for under another name of this machine', async () => {
    const { url } = await issuerWith();
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve) => {
      request(`${url}/interaction/x`, { headers: { host: 'rebound.example' } }, (answer) => {
        resolve(answer.resume().statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });
});
