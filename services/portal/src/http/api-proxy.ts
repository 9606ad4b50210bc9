import proxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { cutStreamsOnClose } from './closing.js';
import { requestHeaders, responseHeaders } from './proxy-headers.js';
import { sessionOf } from './session-of-request.js';
import { refusals, routeNotFound, sendProblem, serviceTooLate, serviceUnavailable } from './problems.js';

export interface Upstream {
  /** Its place under `/api/`, and its name in problems. */
  readonly name: string;
  readonly url: string;
  /** Has answers without end: the time between their parts and their number are not limited. @default false */
  readonly streams?: boolean;
  /** Paths of the service that need long, because they make a document or count. @default none */
  readonly slow?: readonly string[];
  /** The largest body that it is sent, in bytes. @default 256 KiB */
  readonly bodyLimit?: number;
}

const BODY_LIMIT_BYTES = 256 * 1024;
/** Longer than a service waits for a lock, so that the service itself can report it. */
const ANSWER_TIMEOUT_MS = 8_000;
/** As long as a service lets one statement take. */
const SLOW_ANSWER_TIMEOUT_MS = 60_000;
const CONNECTIONS = 128;
/** Paths for operators, not for the public. */
const INTERNAL = new Set(['health', 'metrics']);

/**
 * Forwards `/api/<name>/*` to the service. Bodies are read first, up to the limit, and forwarded byte for byte; answers are
 * streamed. A service that cannot be reached is 503 `service-unavailable`, one that accepts the request and does not answer in
 * time 504 `service-timeout`; both name it.
 */
export async function proxyService(api: FastifyInstance, upstream: Upstream): Promise<void> {
  await api.register(async (scope) => {
    readBodiesWhole(scope, upstream.bodyLimit);
    if (upstream.streams) cutStreamsOnClose(scope);
    await scope.register(proxy, {
      prefix: `/${upstream.name}`,
      upstream: upstream.url,
      proxyPayloads: false,
      preHandler: refuseInternal,
      undici: connectionsTo(upstream),
      destroyAgent: true,
      disableRequestLogging: true,
      handler: (request: FastifyRequest, reply: FastifyReply, destination: string, options: object) =>
        reply.from(destination, { ...options, ...bodyOf(request), ...timeLimitFor(request, upstream) }),
      replyOptions: {
        rewriteRequestHeaders: (request, headers) => {
          const session = sessionOf(request as FastifyRequest);
          return requestHeaders(
            request,
            headers,
            session && 'accessToken' in session ? session.accessToken : undefined,
          );
        },
        rewriteHeaders: responseHeaders,
        onResponse: (request, reply, response) =>
          pass(request as FastifyRequest, reply as FastifyReply, response as unknown as ServiceAnswer),
        // The caller retries, with the same idempotency key; a retry here would hide a service that is down.
        retryDelay: () => null,
        onError: (reply, { error }) => answerFor(reply as FastifyReply, upstream.name, error),
      },
    });
  });
}

/** Reads bodies of any type; the service decides whether it accepts the type. */
export function readBodiesWhole(scope: FastifyInstance, bodyLimit = BODY_LIMIT_BYTES): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => done(null, body));
}

/** The library would encode a JSON body again; an explicit body with its type is forwarded unchanged. */
function bodyOf(request: FastifyRequest): { body?: unknown; contentType?: string } {
  if (request.body === undefined || request.body === null) return {};
  return { body: request.body, contentType: request.headers['content-type'] ?? 'application/octet-stream' };
}

function timeLimitFor(request: FastifyRequest, { slow = [] }: Upstream): { timeout?: number } {
  const path = (request.params as { '*'?: string })['*'] ?? '';
  return slow.includes(path) ? { timeout: SLOW_ANSWER_TIMEOUT_MS } : {};
}

function connectionsTo(upstream: Upstream): object {
  const limits = { headersTimeout: ANSWER_TIMEOUT_MS, pipelining: 1 };
  return upstream.streams
    ? { ...limits, bodyTimeout: 0, connections: null }
    : { ...limits, bodyTimeout: ANSWER_TIMEOUT_MS, connections: CONNECTIONS };
}

interface ServiceAnswer {
  readonly statusCode: number;
  readonly stream: Readable;
}

/** Forwards the answer; replaces a 401 by the reason why the session was not used. */
function pass(request: FastifyRequest, reply: FastifyReply, { statusCode, stream }: ServiceAnswer): void {
  const session = sessionOf(request);
  if (statusCode !== 401 || session === undefined || !('fault' in session)) {
    void reply.send(stream);
    return;
  }
  stream.resume();
  for (const name of ['content-length', 'content-encoding', 'www-authenticate']) reply.removeHeader(name);
  void sendProblem(reply, session.fault);
}

async function refuseInternal(request: FastifyRequest): Promise<void> {
  const path = (request.params as { '*'?: string })['*'] ?? '';
  // "./metrics" reaches the same route upstream, so dots and empty segments do not count.
  const first = path.split(/[\\/]/).find((segment) => segment !== '' && segment !== '.');
  if (first !== undefined && INTERNAL.has(first)) throw routeNotFound(request.url);
}

function answerFor(reply: FastifyReply, service: string, error: unknown): void {
  refusals.unanswered.log(service, { service, cause: String(error) });
  const isLate = (error as { readonly statusCode?: unknown }).statusCode === 504;
  void sendProblem(reply, isLate ? serviceTooLate(service, error) : serviceUnavailable(service, error));
}
