import { Readiness } from '@motcua/service-host';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { SignIn } from '../application/sign-in.js';
import { SignOut } from '../application/sign-out.js';
import { UseSession } from '../application/use-session.js';
import type { Settings } from '../config.js';
import { isFromOurPages } from '../domain/request-signs.js';
import { IssuerClient } from '../issuer/issuer-client.js';
import { SessionStore } from '../persistence/session-store.js';
import { Cookies } from './cookies.js';

/** What the routes need for sessions. */
export interface Sessions {
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly use: UseSession;
  readonly cookies: Cookies;
  /** Whether a request comes from our own pages, so that its cookie is used. */
  readonly isOurs: (request: FastifyRequest) => boolean;
}

const SWEPT_EVERY_MS = 10 * 60_000;

/** Does not connect yet: public routes need neither the database nor the issuer. */
export function prepareSessions(app: NestFastifyApplication, settings: Settings): Sessions {
  const { origin, protocol } = new URL(settings.PUBLIC_URL);
  const store = new SessionStore({
    url: settings.DATABASE_URL,
    ring: settings.SESSION_KEYS,
    issuer: settings.OIDC_ISSUER,
    idleSeconds: settings.SESSION_IDLE_SECONDS,
    longestSeconds: settings.SESSION_LONGEST_SECONDS,
  });
  const issuer = new IssuerClient({
    issuer: settings.OIDC_ISSUER,
    publicIssuer: settings.PUBLIC_ISSUER_URL,
    clientId: settings.SIGN_IN_CLIENT,
    secret: settings.SIGN_IN_SECRET,
    scope: settings.SIGN_IN_SCOPE,
    publicUrl: settings.PUBLIC_URL,
    longestSeconds: settings.SESSION_LONGEST_SECONDS,
  });
  keepTidy(app, store);
  return {
    signIn: new SignIn(issuer, store, settings.SESSION_KEYS),
    signOut: new SignOut(issuer, store),
    use: new UseSession(issuer, store),
    cookies: new Cookies(protocol === 'https:'),
    isOurs: ({ method, headers }) =>
      isFromOurPages(
        {
          method,
          origin: headers.origin,
          site: one(headers['sec-fetch-site']),
          requestedBy: one(headers['x-requested-by']),
        },
        origin,
      ),
  };
}

function keepTidy(app: NestFastifyApplication, store: SessionStore): void {
  app.get(Readiness).add({ name: 'database', check: () => store.ping(), optional: true });
  // Sessions that are over are not valid anyway, so a failed sweep only waits for the next one.
  const sweeping = setInterval(() => void store.sweep().catch(() => undefined), SWEPT_EVERY_MS).unref();
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onClose', async () => {
      clearInterval(sweeping);
      await store.close();
    });
}

/** A header that is sent twice has no valid value. */
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? 'twice' : value);
