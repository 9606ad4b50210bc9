import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tooManyRequests } from './problems.js';

/** Callers with a token are often whole systems (a counter's desk, an importer), those without one are people. */
const TOKEN_FACTOR = 10;
const WITH_TOKEN = 'with token:';
/** Buckets kept at once; the longest unused goes first. */
const BUCKETS = 20_000;

/**
 * Limits the requests of a minute per address, apart for those with and without a token. The token itself makes no
 * bucket: it is not verified here, and made-up ones would be as many buckets. Counted on arrival: an open stream costs one. The counts are this process's own: with N portals the limit is N times as high.
 */
export async function limitRates(scope: FastifyInstance, perMinute: number): Promise<void> {
  await scope.register(rateLimit, {
    timeWindow: 60_000,
    cache: BUCKETS,
    max: (_request, key) => (key.startsWith(WITH_TOKEN) ? perMinute * TOKEN_FACTOR : perMinute),
    keyGenerator: bucketOf,
    errorResponseBuilder: (_request, { max }) => tooManyRequests(max),
  });
}

function bucketOf(request: FastifyRequest): string {
  const hasToken = /^Bearer /i.test(request.headers.authorization ?? '');
  return `${hasToken ? WITH_TOKEN : ''}${request.ip}`;
}
