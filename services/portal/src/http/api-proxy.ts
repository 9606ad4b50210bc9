import proxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cutStreamsOnClose } from './closing.js';
import { requestHeaders, responseHeaders } from './proxy-headers.js';
import { refusals, routeNotFound, sendProblem, serviceUnavailable } from './problems.js';

export interface Upstream {
  /** Its place under `/api/`, and its name in problems. */
  readonly name: string;
  readonly url: string;
  /** Has answers that never end: no limit on their time, nor on how many are open. @default false */
  readonly streams?: boolean;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const ANSWER_TIMEOUT_MS = 30_000;
const CONNECTIONS = 128;
/** What a service says to its operators, not to the public. */
const INTERNAL = new Set(['health', 'metrics']);

/**
 * Passes `/api/<name>/*` on to the service. Bodies are read first (256 KiB at most) and sent on byte for byte; answers
 * stream. A service that does not answer is a 503 `service-unavailable` that names it.
 */
export async function proxyService(api: FastifyInstance, upstream: Upstream): Promise<void> {
  await api.register(async (scope) => {
    readBodiesWhole(scope);
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
        reply.from(destination, { ...options, ...bodyOf(request) }),
      replyOptions: {
        rewriteRequestHeaders: requestHeaders,
        rewriteHeaders: responseHeaders,
        // The caller repeats, with the same idempotency key; repeating here would hide a service that is down.
        retryDelay: () => null,
        onError: (reply, { error }) => answerUnavailable(reply as FastifyReply, upstream.name, error),
      },
    });
  });
}

function readBodiesWhole(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) =>
    done(null, body),
  );
}

/** The library would encode a JSON body anew; as an explicit body with its type it stays as it came. */
function bodyOf(request: FastifyRequest): { body?: unknown; contentType?: string } {
  if (request.body === undefined || request.body === null) return {};
  return { body: request.body, contentType: request.headers['content-type'] ?? 'application/octet-stream' };
}

function connectionsTo(upstream: Upstream): object {
  const patience = { headersTimeout: ANSWER_TIMEOUT_MS, pipelining: 1 };
  return upstream.streams
    ? { ...patience, bodyTimeout: 0, connections: null }
    : { ...patience, bodyTimeout: ANSWER_TIMEOUT_MS, connections: CONNECTIONS };
}

async function refuseInternal(request: FastifyRequest): Promise<void> {
  const path = (request.params as { '*'?: string })['*'] ?? '';
  // "./metrics" reaches the same route upstream, so dots and empty segments do not count.
  const first = path.split(/[\\/]/).find((segment) => segment !== '' && segment !== '.');
  if (first !== undefined && INTERNAL.has(first)) throw routeNotFound(request.url);
}

function answerUnavailable(reply: FastifyReply, service: string, error: unknown): void {
  refusals.unanswered.tell(service, { service, cause: String(error) });
  void sendProblem(reply, serviceUnavailable(service, error));
}
