import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { UseSession } from '../application/use-session.js';
import { crossSiteRequest } from '../domain/session-errors.js';
import type { Cookies } from './cookies.js';

/** The session of a request. */
export type RequestSession =
  | { readonly accessToken: string }
  /** Why it is not used. The request is forwarded without a token; `fault` replaces a 401 of the service. */
  | { readonly fault: unknown };

const sessions = new WeakMap<FastifyRequest, RequestSession>();

/** Undefined if the request has no session cookie, or a token of its own. */
export const sessionOf = (request: FastifyRequest): RequestSession | undefined => sessions.get(request);

/**
 * Reads the session of each request of the scope that has its cookie and no `Authorization`; after the rate limits and before
 * the body is read. Public routes must answer although a session is over, so nothing is refused here: see `RequestSession`.
 */
export function readSessions(
  scope: FastifyInstance,
  use: UseSession,
  cookies: Cookies,
  isOurs: (request: FastifyRequest) => boolean,
): void {
  scope.addHook('preParsing', async (request) => {
    const id = cookies.sessionIn(request.headers.cookie);
    if (id === undefined || request.headers.authorization !== undefined) return;
    sessions.set(request, await outcomeOf(request, id));
  });

  async function outcomeOf(request: FastifyRequest, id: string): Promise<RequestSession> {
    if (!isOurs(request)) return { fault: crossSiteRequest() };
    try {
      return { accessToken: await use.accessToken(id) };
    } catch (fault) {
      return { fault };
    }
  }
}
