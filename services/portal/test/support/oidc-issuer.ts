import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export const SECRET = 'the secret of the portal: % + and more than 32 characters';

interface Granted {
  readonly sub: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly authTime: number;
}

interface Wishes {
  /** Who is signed in at the issuer. @default 'officer' */
  person: string;
  /** How long an access token is good. @default 600 */
  accessSeconds: number;
  /** When that person signed in, seconds since 1970. @default now */
  authTime: (() => number) | null;
  /** Claims of ID tokens that replace the right ones. @default none */
  idClaims: JWTPayload;
  /** Claims of access tokens that replace the right ones. @default none */
  accessClaims: JWTPayload;
  /** Changes the address that the browser is sent back to. @default not at all */
  back: (url: URL) => void;
  /** How long a refresh takes. @default 0 */
  refreshMs: number;
  /** Whether it has forgotten all refresh tokens. @default false */
  refusesRefresh: boolean;
  /** What every token request is answered with. @default tokens */
  tokenFault: number | null;
}

const ordinary = (): Wishes => ({
  person: 'officer',
  accessSeconds: 600,
  authTime: null,
  idClaims: {},
  accessClaims: {},
  back: () => undefined,
  refreshMs: 0,
  refusesRefresh: false,
  tokenFault: null,
});

/** An OpenID issuer where somebody is signed in already; it rotates refresh tokens and takes each of them once. */
export class OidcIssuer {
  wishes = ordinary();
  /** Requests to the authorization endpoint. */
  readonly asked: URLSearchParams[] = [];
  /** Every secret text that it gave out. */
  readonly secrets: string[] = [];
  readonly revoked: string[] = [];
  refreshes = 0;
  private readonly codes = new Map<string, Granted>();
  private readonly refreshTokens = new Map<string, Granted>();

  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
  ) {}

  static async start(): Promise<OidcIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'spec', alg: 'ES256', use: 'sig' }] };
    const server = createServer((request, response) => void issuer.answer(request, response, jwks));
    const issuer = new OidcIssuer(server, privateKey);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.wishes = ordinary();
    this.asked.length = 0;
    this.revoked.length = 0;
    this.refreshes = 0;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse, jwks: object): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    if (url.pathname === '/jwks') return send(response, 200, jwks);
    if (url.pathname === '/.well-known/openid-configuration') return send(response, 200, this.metadata());
    if (url.pathname === '/auth') return this.authorize(url.searchParams, response);
    const form = new URLSearchParams(await text(request));
    const expected = `Basic ${Buffer.from(`portal:${formEncoded(SECRET)}`).toString('base64')}`;
    if (request.headers.authorization !== expected) return send(response, 401, { error: 'invalid_client' });
    if (url.pathname === '/revoke') return this.revoke(form, response);
    if (url.pathname === '/token') return this.token(form, response);
    send(response, 404, {});
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/auth`,
      token_endpoint: `${this.url}/token`,
      revocation_endpoint: `${this.url}/revoke`,
      end_session_endpoint: `${this.url}/end`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
    };
  }

  private authorize(asked: URLSearchParams, response: ServerResponse): void {
    this.asked.push(asked);
    const code = this.secret();
    this.codes.set(code, {
      sub: this.wishes.person,
      nonce: asked.get('nonce') ?? '',
      challenge: asked.get('code_challenge') ?? '',
      authTime: this.wishes.authTime?.() ?? seconds(),
    });
    const back = new URL(asked.get('redirect_uri')!);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state')!);
    this.wishes.back(back);
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(form: URLSearchParams, response: ServerResponse): Promise<void> {
    const isRefresh = form.get('grant_type') === 'refresh_token';
    if (isRefresh) this.refreshes += 1;
    if (isRefresh) await delay(this.wishes.refreshMs);
    if (this.wishes.tokenFault !== null) return send(response, this.wishes.tokenFault, { error: 'server_error' });
    if (isRefresh && this.wishes.refusesRefresh) return send(response, 400, { error: 'invalid_grant' });
    const [store, key] = isRefresh ? [this.refreshTokens, 'refresh_token'] : [this.codes, 'code'];
    const granted = store.get(form.get(key) ?? '');
    store.delete(form.get(key) ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!granted || (!isRefresh && granted.challenge !== challenge)) {
      return send(response, 400, { error: 'invalid_grant' });
    }
    send(response, 200, await this.tokens(granted));
  }

  private async tokens(granted: Granted): Promise<object> {
    const { accessSeconds, accessClaims, idClaims } = this.wishes;
    const refreshToken = this.secret();
    this.refreshTokens.set(refreshToken, granted);
    const { sub, nonce, authTime } = granted;
    const roles = [{ role: 'CASE_OFFICER', agency: '000.01.31.H06' }];
    const access = { sub, name: `Name of ${sub}`, roles, auth_time: authTime, jti: this.secret(), ...accessClaims };
    return {
      token_type: 'Bearer',
      expires_in: accessSeconds,
      access_token: await this.signed(access, 'motcua', accessSeconds),
      id_token: await this.signed({ sub, nonce, auth_time: authTime, ...idClaims }, 'portal', 60),
      refresh_token: refreshToken,
    };
  }

  private async signed(claims: JWTPayload, audience: string, secondsToLive: number): Promise<string> {
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: 'spec' })
      .setIssuer(this.url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(seconds() + secondsToLive)
      .sign(this.key);
    this.secrets.push(token);
    return token;
  }

  private revoke(form: URLSearchParams, response: ServerResponse): void {
    this.revoked.push(form.get('token') ?? '');
    this.refreshTokens.delete(form.get('token') ?? '');
    send(response, 200, {});
  }

  private secret(): string {
    const secret = randomBytes(24).toString('base64url');
    this.secrets.push(secret);
    return secret;
  }
}

const seconds = (): number => Math.floor(Date.now() / 1_000);

const formEncoded = (value: string): string => new URLSearchParams({ _: value }).toString().slice(2);

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
