import rateLimit from '@fastify/rate-limit';
import type { AppError } from '@motcua/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bringsSession } from './cookies.js';
import { refusals, tooManyRequests } from './problems.js';

/** Callers with a token are often systems (a counter, an importer), those without one are people. */
const TOKEN_FACTOR = 10;
const WITH_TOKEN = 'with token:';
const MINUTE_MS = 60_000;
const LOOK_UPS = 'api/intake/look-ups';
/** Most counters at once; the longest unused is dropped first. */
const BUCKETS = 20_000;

/**
 * Limits the requests of each address in a minute, separately with and without a token or session. The token itself is not a key, because it
 * is not verified here and could be invented. Requests are counted on arrival, so an open stream counts once. Each process counts
 * alone: with N portals the limit is N times as high.
 */
export async function limitRates(scope: FastifyInstance, perMinute: number): Promise<void> {
  await scope.register(rateLimit, {
    timeWindow: MINUTE_MS,
    cache: BUCKETS,
    max: (_request, key) => (key.startsWith(WITH_TOKEN) ? perMinute * TOKEN_FACTOR : perMinute),
    keyGenerator: bucketOf,
    errorResponseBuilder: (request, { max }) => refuse(hasToken(request) ? 'with tokens' : 'without tokens', max),
  });
}

/**
 * Limits the attempts of each address to guess a secret: intake limits them for each dossier code, which does not stop one secret
 * on many codes. A token changes nothing, because it could be invented.
 */
export function limitLookUps(scope: FastifyInstance, perMinute: number): void {
  const count = scope.createRateLimit({
    timeWindow: MINUTE_MS,
    max: perMinute,
    keyGenerator: ({ ip }) => `look-ups:${ip}`,
  });
  scope.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'POST' || !isLookUp(request.url)) return;
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    void reply.header('retry-after', String(counted.ttlInSeconds));
    throw refuse('look-ups', perMinute);
  });
}

/** Whether intake would route an address to its look-ups, in any spelling. */
function isLookUp(url: string): boolean {
  const segments = decoded(url.split('?', 1)[0]!).split(/[\\/]/);
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/') === LOOK_UPS;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // No service accepts it as an address.
    return path;
  }
}

function refuse(limit: string, perMinute: number): AppError {
  refusals.tooMany.log(limit, { limit, perMinute });
  return tooManyRequests(perMinute);
}

function hasToken(request: FastifyRequest): boolean {
  const { authorization, cookie } = request.headers;
  return /^Bearer /i.test(authorization ?? '') || bringsSession(cookie);
}

function bucketOf(request: FastifyRequest): string {
  return `${hasToken(request) ? WITH_TOKEN : ''}${request.ip}`;
}
