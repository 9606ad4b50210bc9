import { createHash } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tooManyRequests } from './problems.js';

/** A token often speaks for a whole system (a counter's desk, an importer), an address without one for a person. */
const TOKEN_FACTOR = 10;
/** Buckets kept at once; the longest unused goes first. */
const BUCKETS = 20_000;

/**
 * Limits the requests of a minute, per token or, without one, per address. Counts requests when they come in, so an
 * open event stream costs one. The counts are this process's own: with N portals the limit is N times as high.
 */
export async function limitRates(scope: FastifyInstance, perMinute: number): Promise<void> {
  await scope.register(rateLimit, {
    timeWindow: 60_000,
    cache: BUCKETS,
    max: (_request, key) => (key.startsWith('token:') ? perMinute * TOKEN_FACTOR : perMinute),
    keyGenerator: bucketOf,
    errorResponseBuilder: (_request, { max }) => tooManyRequests(max),
  });
}

function bucketOf(request: FastifyRequest): string {
  const token = /^Bearer +(\S+)/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) return `address:${request.ip}`;
  return `token:${createHash('sha256').update(token).digest('base64url')}`;
}
