import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { UseSession } from '../application/use-session.js';
import { crossSiteRequest } from '../domain/session-errors.js';
import type { Cookies } from './cookies.js';

/** What the session of a request comes to. */
export type RequestSession =
  | { readonly accessToken: string }
  /** It does not count, and why. The request goes on as nobody's; where that will not do, this is the answer. */
  | { readonly fault: unknown };

const sessions = new WeakMap<FastifyRequest, RequestSession>();

/** Undefined: the request brings no session, or a token of its own. */
export const sessionOf = (request: FastifyRequest): RequestSession | undefined => sessions.get(request);

/**
 * Looks the session up for requests of the scope that bring its cookie and no `Authorization` of their own; after the limits
 * on requests, before the body is read. What is public must stay open to a browser whose session is over, so nothing is
 * refused here: see `RequestSession`.
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
