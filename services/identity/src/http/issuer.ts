import { randomBytes } from 'node:crypto';
import Provider, { type ClientMetadata, type Configuration, type JWKS } from 'oidc-provider';
import type { Client } from '../persistence/identity-file.js';
import { memoryStores } from '../persistence/memory-store.js';

/** The client that people sign in to. */
export interface Portal {
  /** Its address for browsers. */
  readonly url: string;
  readonly secret: string;
}

/** What `aud` says in every access token; the services accept no other. */
export const AUDIENCE = 'motcua';
const PORTAL_ID = 'portal';
/** OAuth wants a resource to be a URI (RFC 8707); it is the default, so clients need not send it. */
const RESOURCE = 'urn:motcua:api';
const PROGRAM_TOKEN_SECONDS = 3600;
/** Short, because an access token cannot be revoked. */
const PERSON_TOKEN_SECONDS = 600;
/** Longer than the portal keeps a session. */
const SIGN_IN_SECONDS = 12 * 3600;
/** How long choosing a person may take. */
const CHOOSING_SECONDS = 600;

/**
 * The OpenID provider: client credentials for programs and, with a portal, authorization code with PKCE for people. It keeps
 * no browser session after a sign-in, so the page of demo people comes at each one.
 */
export function buildIssuer(url: string, clients: readonly Client[], jwks: JWKS, portal?: Portal): Provider {
  const provider = new Provider(url, {
    ...noBrowserAccess,
    clients: [...clients.map(programOf), ...(portal ? [metadataOf(portal)] : [])],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks,
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    adapter: memoryStores(),
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    responseTypes: ['code'],
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'] },
    ttl,
    features: {
      ...disabledFeatures,
      clientCredentials: { enabled: true },
      revocation: {
        enabled: portal !== undefined,
        allowedPolicy: async (_context, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: portal !== undefined },
      resourceIndicators,
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: accountsOf(clients),
    loadExistingGrant: grantAll,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    // The portal is a confidential client; with rotation a lost answer would end the session.
    rotateRefreshToken: false,
    expiresWithSession: () => false,
    extraTokenClaims: claimsOf(clients),
  });
  forgetBrowsers(provider);
  return provider;
}

const programOf = ({ id, secret }: Client): ClientMetadata => ({
  client_id: id,
  client_secret: secret,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
});

const metadataOf = ({ url, secret }: Portal): ClientMetadata => ({
  client_id: PORTAL_ID,
  client_secret: secret,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  require_auth_time: true,
  redirect_uris: [new URL('/sign-in/callback', url).href],
  post_logout_redirect_uris: [new URL('/', url).href],
});

const ttl: Configuration['ttl'] = {
  AccessToken: PERSON_TOKEN_SECONDS,
  AuthorizationCode: 60,
  ClientCredentials: PROGRAM_TOKEN_SECONDS,
  Grant: SIGN_IN_SECONDS,
  IdToken: PERSON_TOKEN_SECONDS,
  Interaction: CHOOSING_SECONDS,
  RefreshToken: SIGN_IN_SECONDS,
  Session: CHOOSING_SECONDS,
};

const resourceIndicators: NonNullable<Configuration['features']>['resourceIndicators'] = {
  enabled: true,
  defaultResource: () => RESOURCE,
  useGrantedResource: () => true,
  getResourceServerInfo: (_context, _resource, { clientId }) => ({
    scope: '',
    audience: AUDIENCE,
    accessTokenTTL: clientId === PORTAL_ID ? PERSON_TOKEN_SECONDS : PROGRAM_TOKEN_SECONDS,
    accessTokenFormat: 'jwt',
    jwt: { sign: { alg: 'ES256' } },
  }),
};

const disabledFeatures: Configuration['features'] = {
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  userinfo: { enabled: false },
};

const noBrowserAccess: Partial<Configuration> = {
  clientBasedCORS: () => false,
  renderError: (context, out) => {
    context.body = out;
  },
};

function accountsOf(clients: readonly Client[]): Configuration['findAccount'] {
  return (_context, id) => {
    const person = clients.find((client) => client.id === id && client.agencyName !== undefined);
    return person && { accountId: id, claims: () => ({ sub: id, name: person.name }) };
  };
}

/** The portal is our own client, so there is no consent page. */
const grantAll: Configuration['loadExistingGrant'] = async ({ oidc }) => {
  const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
};

/** Name and roles of the identity file, and for people `auth_time`. */
function claimsOf(clients: readonly Client[]): Configuration['extraTokenClaims'] {
  const known = new Map(clients.map(({ id, name, roles }) => [id, { name, roles }]));
  return ({ oidc }, token) => {
    if (!('accountId' in token) || token.accountId === undefined) return known.get(token.clientId ?? '');
    const { AuthorizationCode: code, RefreshToken: refreshToken } = oidc.entities;
    return { ...known.get(token.accountId), auth_time: (code ?? refreshToken)?.authTime };
  };
}

function forgetBrowsers(provider: Provider): void {
  provider.use(async (context, next) => {
    await next();
    // The provider adds it to the context, so it is read after next().
    const { oidc } = context as Partial<typeof context>;
    if (oidc?.route === 'resume') await oidc.session?.destroy();
  });
}
