import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignIn } from '../application/sign-in.js';
import { returnPath } from '../domain/return-path.js';
import type { Cookies } from './cookies.js';
import { sendSignInFailed } from './sign-in-failed.js';

/** `GET /sign-in?returnTo=/path` (a step-up with `fresh=1`) and the callback of the issuer. */
export function openSignIn(scope: FastifyInstance, signIn: SignIn, cookies: Cookies, publicUrl: string): void {
  scope.setErrorHandler((error, _request, reply) => sendSignInFailed(reply, error));

  scope.get('/sign-in', async (request, reply) => {
    const elsewhere = addressOfOurs(request, publicUrl);
    if (elsewhere) return reply.redirect(elsewhere, 302);
    const returnTo = returnPath(queryOf(request, 'returnTo'));
    const { address, state, sealed } = await signIn.begin({ returnTo, fresh: queryOf(request, 'fresh') === '1' });
    const lines = cookies.keepSignIn(state, sealed, request.headers.cookie);
    return reply.header('set-cookie', [...lines]).redirect(address, 303);
  });

  scope.get('/sign-in/callback', async (request, reply) => {
    const { cookie } = request.headers;
    const state = queryOf(request, 'state') ?? '';
    const query = request.url.slice(request.url.indexOf('?'));
    const sealed = cookies.signInOf(state, cookie);
    if (sealed !== undefined) void reply.header('set-cookie', cookies.dropSignIn(state));
    const { sessionId, returnTo } = await signIn.finish(query, sealed, cookies.sessionIn(cookie));
    return reply.header('set-cookie', cookies.keepSession(sessionId)).redirect(returnTo, 303);
  });
}

/** Undefined if the parameter is missing or repeated. */
function queryOf({ query }: FastifyRequest, name: string): string | undefined {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Where to begin instead, if the browser uses another loopback name than `publicUrl`: the callback comes to `publicUrl`, and
 * cookies of "localhost" are not sent to "127.0.0.1".
 */
function addressOfOurs({ host, url }: FastifyRequest, publicUrl: string): string | null {
  const [asked, ours] = [URL.parse(`http://${host}`), new URL(publicUrl)];
  if (asked === null || asked.hostname === ours.hostname) return null;
  return isLoopback(asked) && isLoopback(ours) ? new URL(ours.origin).origin + url : null;
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
