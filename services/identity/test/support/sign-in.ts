import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentity, type IdentityOptions } from '../../src/http/server.js';
import { Browser } from './browser.js';
import { freePort } from './free-port.js';

export const PORTAL = 'http://127.0.0.1:9';
export const CALLBACK = `${PORTAL}/sign-in/callback`;
export const VERIFIER = randomBytes(32).toString('base64url');
const SECRET = 'the secret of the portal';

export const mai = {
  id: 'counter-vung-tau',
  secret: 'one',
  name: 'Trần Thị Mai',
  agencyName: 'Phường 1',
  roles: [{ role: 'INTAKE_OFFICER', agency: '000.01.31.H06' }],
};
export const thanh = {
  id: 'leader',
  secret: 'two',
  name: 'Nguyễn Văn Thành & <con>',
  agencyName: 'Toàn tỉnh',
  roles: [{ role: 'LEADER', agency: 'H06' }],
};
const program = { id: 'importer', secret: 'three', name: 'A program', roles: [] };

export interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

export interface Issuer {
  readonly url: string;
  readonly browser: Browser;
  /** What the portal asks for when somebody signs in; null takes a parameter away. */
  authorize(changes?: Readonly<Record<string, string | null>>, browser?: Browser): Promise<Response>;
  /** Signs in as somebody; answers the code. */
  codeOf(id: string, changes?: Readonly<Record<string, string | null>>): Promise<string>;
  exchange(code: string, changes?: Readonly<Record<string, string | null>>): Promise<Response>;
  token(form: Readonly<Record<string, string>>): Promise<Response>;
  asPortal(path: string, form: Readonly<Record<string, string>>): Promise<Response>;
  stop(): Promise<void>;
}

/** The service on a free port, with two people, one program and a portal that nobody ever reaches. */
export async function startIssuer(signIn: Partial<NonNullable<IdentityOptions['signIn']>> = {}): Promise<Issuer> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-identity-'));
  const identityFile = join(folder, 'identity.json');
  writeFileSync(identityFile, JSON.stringify({ clients: [mai, thanh, program] }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = await startIdentity({
    host: '127.0.0.1',
    port,
    issuerUrl: url,
    identityFile,
    signIn: { portalUrl: PORTAL, secret: SECRET, browserUrl: url, demo: true, ...signIn },
  });
  const browser = new Browser(url);
  const asPortal = (path: string, form: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`portal:${encodeURIComponent(SECRET)}`).toString('base64')}` },
      body: new URLSearchParams(form),
    });
  const issuer: Issuer = {
    url,
    browser,
    asPortal,
    authorize: (changes = {}, by = browser) => {
      const asked = {
        client_id: 'portal',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'openid profile',
        state: 'state-1',
        nonce: 'nonce-1',
        code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
        code_challenge_method: 'S256',
        ...changes,
      };
      return by.get(`/auth?${new URLSearchParams(given(asked)).toString()}`);
    },
    codeOf: async (id, changes) => {
      const page = (await issuer.authorize(changes)).headers.get('location')!;
      const back = await browser.follow(await browser.post(page, { person: id }));
      return new URL(back.headers.get('location')!).searchParams.get('code')!;
    },
    exchange: (code, changes = {}) =>
      issuer.token(
        given({
          grant_type: 'authorization_code',
          code,
          redirect_uri: CALLBACK,
          code_verifier: VERIFIER,
          ...changes,
        }),
      ),
    token: (form) => asPortal('/token', form),
    stop: async () => {
      await running.close();
      rmSync(folder, { recursive: true });
    },
  };
  return issuer;
}

function given(parameters: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter((each): each is [string, string] => each[1] !== null));
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
}
