import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignOut } from '../application/sign-out.js';
import type { UseSession } from '../application/use-session.js';
import { crossSiteRequest, notSignedIn } from '../domain/session-errors.js';
import { readBodiesWhole } from './api-proxy.js';
import type { Cookies } from './cookies.js';
import { sendProblem } from './problems.js';

export interface SessionRoutesOptions {
  readonly use: UseSession;
  readonly signOut: SignOut;
  readonly cookies: Cookies;
  /** Whether a request comes from our own pages. */
  readonly isOurs: (request: FastifyRequest) => boolean;
}

/** `GET /session`, `POST /session/end` and `POST /session/end-everywhere`. */
export function openSession(scope: FastifyInstance, { use, signOut, cookies, isOurs }: SessionRoutesOptions): void {
  scope.setErrorHandler((error, _request, reply) => sendProblem(reply, error));
  readBodiesWhole(scope);
  const idIn = (request: FastifyRequest): string | undefined => cookies.sessionIn(request.headers.cookie);
  const needOurs = async (request: FastifyRequest): Promise<void> => {
    if (!isOurs(request)) throw crossSiteRequest();
  };

  scope.get('/session', async (request) => {
    const id = idIn(request);
    if (id === undefined) throw notSignedIn();
    const { subject, name, roles, signedInAt, idleUntil, goodUntil } = await use.read(id);
    return { person: { id: subject, name }, roles, signedInAt, idleUntil, goodUntil };
  });

  scope.post('/session/end', { onRequest: needOurs }, async (request, reply) => {
    const id = idIn(request);
    if (id !== undefined) await signOut.end(id);
    void reply.header('set-cookie', cookies.dropSession());
    return { signOutAt: await signOut.addressAtIssuer() };
  });

  scope.post('/session/end-everywhere', { onRequest: needOurs }, async (request, reply) => {
    const id = idIn(request);
    if (id === undefined) throw notSignedIn();
    const sessions = await signOut.endEverywhere((await use.read(id)).subject);
    void reply.header('set-cookie', cookies.dropSession());
    return { sessions, signOutAt: await signOut.addressAtIssuer() };
  });
}
