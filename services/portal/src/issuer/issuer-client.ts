import { AccessTokenVerifier, Unauthenticated } from '@motcua/auth';
import { AppError } from '@motcua/kernel';
import * as oidc from 'openid-client';
import type { SignedIn } from '../domain/session.js';
import { issuerUnavailable, signInRefused } from '../domain/session-errors.js';
import type { SignInRequest } from './sign-in-request.js';

export interface IssuerOptions {
  /** Exactly the `iss` of its tokens. */
  readonly issuer: string;
  /** Its address for browsers. @default `issuer` */
  readonly publicIssuer?: string | undefined;
  readonly clientId: string;
  readonly secret: string;
  readonly scope: string;
  /** The portal's address for browsers. */
  readonly publicUrl: string;
  /** The issuer must have authenticated the person within this time. */
  readonly longestSeconds: number;
}

type Tokens = Pick<Awaited<ReturnType<typeof oidc.refreshTokenGrant>>, 'access_token'>;

const TIMEOUT_SECONDS = 5;
/** The issuer's metadata is cached for this time. */
const METADATA_MS = 10 * 60_000;
/** Permitted difference between the clocks of the issuer and of this machine. */
const CLOCK_TOLERANCE_MS = 30_000;

/**
 * Client of the OpenID issuer; its metadata is read on the first use. Errors are `issuer-unavailable` (retryable) and
 * `sign-in-refused`; they contain no token and no text of the issuer.
 */
export class IssuerClient {
  private known: { readonly config: Promise<oidc.Configuration>; readonly readAt: number } | undefined;
  private verifier: { readonly jwksUri: string; readonly by: AccessTokenVerifier } | undefined;

  constructor(private readonly options: IssuerOptions) {}

  async addressFor({ state, nonce, verifier, fresh }: SignInRequest): Promise<string> {
    const config = await this.configuration();
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.ourAddress('/sign-in/callback'),
      scope: this.options.scope,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // With it the issuer must return auth_time.
      max_age: String(fresh ? 0 : this.options.longestSeconds),
      ...(fresh ? { prompt: 'login' } : {}),
    });
    return this.asBrowsersHaveIt(address).href;
  }

  /** Exchanges the code in the query of the callback for tokens and checks them. */
  async exchange(query: string, request: SignInRequest): Promise<SignedIn> {
    const answered = new URL(this.ourAddress('/sign-in/callback'));
    answered.search = query;
    const tokens = await this.asking((config) =>
      oidc.authorizationCodeGrant(config, answered, {
        expectedState: request.state,
        expectedNonce: request.nonce,
        pkceCodeVerifier: request.verifier,
        maxAge: this.options.longestSeconds,
      }),
    );
    const signedIn = await this.signedIn(tokens, tokens.refresh_token ?? null);
    if (signedIn.subject !== tokens.claims()?.sub)
      throw signInRefused('ID token and access token have different subjects');
    if (request.fresh && signedIn.signedInAt.getTime() < request.begunAt - CLOCK_TOLERANCE_MS) {
      throw signInRefused('the person did not authenticate again');
    }
    return signedIn;
  }

  /** New tokens for a refresh token; null if the issuer refuses it. */
  async refresh(refreshToken: string): Promise<SignedIn | null> {
    try {
      const tokens = await this.asking((config) => oidc.refreshTokenGrant(config, refreshToken));
      return await this.signedIn(tokens, tokens.refresh_token ?? refreshToken);
    } catch (error) {
      if (error instanceof AppError && error.code === 'sign-in-refused') return null;
      throw error;
    }
  }

  /** Revokes a refresh token, if the issuer has an endpoint for it. */
  async revoke(refreshToken: string): Promise<void> {
    const config = await this.configuration();
    if (config.serverMetadata().revocation_endpoint === undefined) return;
    await this.asking(() => oidc.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' }));
  }

  /** The address that ends the browser's session at the issuer; null if it has none. */
  async signOutAddress(): Promise<string | null> {
    const config = await this.configuration();
    if (config.serverMetadata().end_session_endpoint === undefined) return null;
    const address = oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: this.ourAddress('/') });
    return this.asBrowsersHaveIt(address).href;
  }

  private ourAddress(path: string): string {
    return new URL(path, this.options.publicUrl).href;
  }

  private asBrowsersHaveIt(address: URL): URL {
    const { issuer, publicIssuer = issuer } = this.options;
    return new URL(
      `${address.pathname}${address.search}`,
      address.origin === new URL(issuer).origin ? publicIssuer : address,
    );
  }

  /** Verifies the access token as the services do. */
  private async signedIn(tokens: Tokens, refreshToken: string | null): Promise<SignedIn> {
    const { access_token: accessToken } = tokens;
    const { id, name, roles, signedInAt } = await this.principalOf(accessToken);
    // Services take a token without it for that of a program, which needs no fresh sign-in.
    if (signedInAt === null) throw signInRefused('the access token has no auth_time');
    const accessGoodUntil = expiryOf(accessToken);
    return { subject: id, name, roles, signedInAt, accessToken, accessGoodUntil, refreshToken };
  }

  private async principalOf(accessToken: string): ReturnType<AccessTokenVerifier['verify']> {
    const { jwks_uri: jwksUri } = (await this.configuration()).serverMetadata();
    if (jwksUri === undefined) throw signInRefused('the issuer publishes no keys');
    if (this.verifier?.jwksUri !== jwksUri) {
      const by = new AccessTokenVerifier({ issuer: this.options.issuer, audience: 'motcua', jwksUri });
      this.verifier = { jwksUri, by };
    }
    try {
      return await this.verifier.by.verify(accessToken);
    } catch (error) {
      if (error instanceof Unauthenticated)
        throw signInRefused('the access token is not valid for our services', error);
      throw issuerUnavailable(error);
    }
  }

  private async configuration(): Promise<oidc.Configuration> {
    if (this.known === undefined || Date.now() > this.known.readAt + METADATA_MS) {
      this.known = { config: this.discover(), readAt: Date.now() };
    }
    const { config } = this.known;
    try {
      return await config;
    } catch (error) {
      if (this.known.config === config) this.known = undefined;
      throw issuerUnavailable(causeOf(error));
    }
  }

  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, secret } = this.options;
    const isPlain = new URL(issuer).protocol === 'http:';
    return oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(secret), {
      timeout: TIMEOUT_SECONDS,
      execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
    });
  }

  private async asking<T>(ask: (config: oidc.Configuration) => Promise<T>): Promise<T> {
    const config = await this.configuration();
    try {
      return await ask(config);
    } catch (error) {
      if (isPassing(error)) throw issuerUnavailable(causeOf(error));
      throw signInRefused('the answer of the issuer is invalid or an error', causeOf(error));
    }
  }
}

/** Faults that say nothing about the request: no connection, a timeout, an error of the issuer, a wrong client secret. */
function isPassing(error: unknown): boolean {
  if (error instanceof oidc.ResponseBodyError) return error.error !== 'invalid_grant';
  if (error instanceof oidc.AuthorizationResponseError) return false;
  if (error instanceof TypeError) return true;
  const { code } = error as { readonly code?: unknown };
  return ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'].includes(
    String(code),
  );
}

/** What may be logged of a fault: errors of the library contain whole answers, with tokens. */
function causeOf(error: unknown): Error {
  if (error instanceof oidc.ResponseBodyError) return new Error(`${error.status} ${error.error}`);
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return new Error([code, cause?.code].filter((part) => typeof part === 'string').join(' ') || (error as Error).name);
}

/** The expiry of a verified token. */
function expiryOf(token: string): Date {
  const { exp } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { readonly exp: number };
  return new Date(exp * 1_000);
}
