import { AppError } from '@motcua/kernel';
import { problemOf, problemWith, type Problem } from '@motcua/http';
import type { FastifyHttpOptions, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUtf8 } from 'node:buffer';
import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';

export interface FrontOptions {
  /** Addresses and networks whose `X-Forwarded-*` headers are trusted. @default none */
  readonly trustedProxies?: readonly string[];
  /** How long a request may take to arrive as a whole. @default 30 s */
  readonly requestTimeoutMs?: number;
}

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
/** How often Node checks for requests that are too slow. */
const CHECKED_EVERY_MS = 5_000;
const PROBLEM = 'application/problem+json; charset=utf-8';

/** Limits of size and time for requests, and problem details for what Fastify refuses itself. */
export function frontOptions({ trustedProxies = [], requestTimeoutMs = REQUEST_TIMEOUT_MS }: FrontOptions) {
  return {
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    requestTimeout: requestTimeoutMs,
    http: {
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeoutMs),
      connectionsCheckingInterval: Math.min(CHECKED_EVERY_MS, requestTimeoutMs),
    },
    ...(trustedProxies.length > 0 ? { trustProxy: [...trustedProxies] } : {}),
    clientErrorHandler: refuseBrokenRequest,
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => {
      const problem = problemOf(error);
      void reply.status(problem.status).header('content-type', PROBLEM).send(problem);
    },
  } satisfies FastifyHttpOptions<Server>;
}

/** Accepts bodies of JSON in UTF-8 only, and keeps the raw bytes for the fingerprint of commands. */
export function takeJsonOnly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser(['application/json', 'text/plain']);
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    if (!isUtf8(bytes)) return done(notUtf8(), undefined);
    (request as { rawBody?: Buffer }).rawBody = bytes;
    return parse(request, bytes.toString('utf8'), done);
  });
}

/** Forbids caches to store answers, unless a route says otherwise. */
export function keepNothing(server: FastifyInstance): void {
  server.addHook('onSend', async (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    return payload;
  });
}

function notUtf8(): AppError {
  return new AppError('The body is not UTF-8.', { code: 'body-not-utf8', retryable: false });
}

/** Answers what Node refuses before there is a request, and ends the connection. */
function refuseBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, ...problem } = brokenRequest(error.code);
  const body = JSON.stringify({ ...problem, status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
  ];
  if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroy(error);
}

function brokenRequest(code: string | undefined): Problem {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problemWith(408, 'request-too-slow', 'The request did not arrive in time. Send it again.');
  }
  if (code === 'HPE_HEADER_OVERFLOW') return problemWith(431, 'headers-too-large', 'The headers are too large.');
  return problemWith(400, 'request-broken', 'This is not a valid HTTP request.');
}
