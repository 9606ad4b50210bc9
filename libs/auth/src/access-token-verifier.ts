import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { IdentityUnavailable, Unauthenticated } from './auth-errors.js';
import { Principal, type RoleGrant } from './principal.js';
import { isRole } from './role.js';
import { VerifiedTokens } from './verified-tokens.js';

export interface AuthOptions {
  /** Exactly the `iss` of the tokens: `http://127.0.0.1:4000`. */
  readonly issuer: string;
  /** What `aud` must contain. */
  readonly audience: string;
  /** Where the issuer publishes its keys. @default `<issuer>/jwks` */
  readonly jwksUri?: string;
}

/** Fixed: a token cannot choose `none`, nor make us use our public key as a shared secret. */
const ALGORITHMS = ['ES256', 'RS256'];
const CLOCK_TOLERANCE_SECONDS = 5;
/** Keys are read again after this time, so that a withdrawn key is rejected. */
const KEYS_MAX_AGE_MS = 10 * 60_000;
/** An unknown key id makes us read the keys again at most this often: foreign tokens must not overload the issuer. */
const KEYS_COOLDOWN_MS = 30_000;
const KEYS_TIMEOUT_MS = 3_000;

const claims = z.object({
  sub: z.string().min(1),
  name: z.string().min(1).optional(),
  roles: z.array(z.object({ role: z.string(), agency: z.string().min(1) })).default([]),
  /** Seconds since 1970; issuers put it into the tokens of people only. */
  auth_time: z.number().int().nonnegative().optional(),
});

/**
 * Turns a bearer token into its principal.
 * Safe to share; keys are fetched on the first use and cached. Throws `Unauthenticated` for a token that is not ours or
 * no longer valid, and `IdentityUnavailable` (retryable) when the keys cannot be read.
 */
export class AccessTokenVerifier {
  private readonly keyOf: JWTVerifyGetKey;
  private readonly verified = new VerifiedTokens();

  constructor(private readonly options: AuthOptions) {
    this.keyOf = remoteKeys(options.jwksUri ?? `${options.issuer.replace(/\/$/, '')}/jwks`);
  }

  async verify(token: string): Promise<Principal> {
    const known = this.verified.principalOf(token);
    if (known) return known;
    const payload = await this.payloadOf(token);
    const principal = principalOf(payload);
    this.verified.keep(token, principal, payload.exp! * 1_000);
    return principal;
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keyOf, {
        issuer: this.options.issuer,
        audience: this.options.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Unauthenticated(reasonOf(error), error);
      throw error;
    }
  }
}

function remoteKeys(jwksUri: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(jwksUri), {
    cacheMaxAge: KEYS_MAX_AGE_MS,
    cooldownDuration: KEYS_COOLDOWN_MS,
    timeoutDuration: KEYS_TIMEOUT_MS,
  });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      // The token's own fault: it names a key that the issuer does not have, or none where it has several.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new IdentityUnavailable(jwksUri, error);
    }
  };
}

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired. Ask the issuer for a new one.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The access token is not meant for this service: its claim "${error.claim}" does not fit.`;
  }
  return 'The access token is broken, or was not signed by our issuer.';
}

function principalOf(payload: JWTPayload): Principal {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw new Unauthenticated('The claims of the access token do not have the shape we expect.');
  const { sub, name, roles, auth_time: authTime } = parsed.data;
  // A role that only a newer issuer knows permits nothing here; it must not lock the caller out either.
  const grants = roles.filter((grant): grant is RoleGrant => isRole(grant.role));
  return new Principal(sub, name ?? sub, grants, authTime === undefined ? null : new Date(authTime * 1_000));
}
