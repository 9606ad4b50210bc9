import { randomBytes } from 'node:crypto';
import Provider, { type Adapter, type Configuration, type JWKS } from 'oidc-provider';
import type { Client } from '../persistence/identity-file.js';

/** What `aud` says in every access token; the services accept no other. */
export const AUDIENCE = 'motcua';
/** OAuth wants a resource to be a URI (RFC 8707); it is the default, so clients need not send it. */
const RESOURCE = 'urn:motcua:api';
const TOKEN_SECONDS = 3600;

/** The OpenID provider: client credentials in, signed JWT access tokens out. No browser sign-in yet. */
export function buildIssuer(url: string, clients: readonly Client[], jwks: JWKS): Provider {
  return new Provider(url, {
    ...noBrowser,
    clients: clients.map(({ id, secret }) => ({
      client_id: id,
      client_secret: secret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    })),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    adapter: () => nothingStored,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    ttl: { ClientCredentials: TOKEN_SECONDS },
    features: { ...disabledFeatures, clientCredentials: { enabled: true }, resourceIndicators },
    extraTokenClaims: rolesOf(clients),
  });
}

const resourceIndicators: NonNullable<Configuration['features']>['resourceIndicators'] = {
  enabled: true,
  defaultResource: () => RESOURCE,
  getResourceServerInfo: () => ({
    scope: '',
    audience: AUDIENCE,
    accessTokenTTL: TOKEN_SECONDS,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  }),
};

/** Features that need a browser, an account or a store are disabled until people can sign in. */
const disabledFeatures: Configuration['features'] = {
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  userinfo: { enabled: false },
};

const noBrowser: Partial<Configuration> = {
  clientBasedCORS: () => false,
  findAccount: () => undefined,
  renderError: (context, out) => {
    context.body = out;
  },
};

/** Signed tokens need no store and clients come from the file, so a restart loses nothing. */
const nothingStored: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

function rolesOf(clients: readonly Client[]): Configuration['extraTokenClaims'] {
  const claims = new Map(clients.map(({ id, name, roles }) => [id, { name, roles }]));
  return (_context, token) => claims.get(token.clientId ?? '');
}
