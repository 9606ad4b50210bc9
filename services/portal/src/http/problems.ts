import { problemOf } from '@motcua/http';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { Logger } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

const logger = new Logger('Portal');

/** A service behind us gave no answer. Safe to repeat: commands carry an idempotency key. */
export function serviceUnavailable(service: string, cause: unknown): AppError {
  return new AppError(`The service "${service}" does not answer now. Try again in a moment.`, {
    code: 'service-unavailable',
    kind: AppErrorKind.Unavailable,
    retryable: true,
    details: { service },
    cause,
  });
}

export function routeNotFound(url: string): AppError {
  return new AppError(`There is nothing at ${url.split('?', 1)[0]}. See the README for what is.`, {
    code: 'route-not-found',
    kind: AppErrorKind.NotFound,
    retryable: false,
  });
}

export function tooManyRequests(perMinute: number): AppError {
  return new AppError(`More than ${perMinute} requests in a minute. Wait as long as Retry-After says.`, {
    code: 'too-many-requests',
    kind: AppErrorKind.TooMany,
    retryable: true,
    details: { perMinute },
  });
}

/** Answers with problem details (RFC 9457): what Nest's filter does for controllers, for plain Fastify routes. */
export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(isMalformedPath(error) ? malformedPath(error) : error);
  if (problem.status === 500)
    logger.error('A request failed unexpectedly.', error instanceof Error ? error.stack : error);
  if (problem.status === 503) void reply.header('retry-after', '1');
  return reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
}

/** The proxy refuses dot segments and the like with a plain error of status 400. */
function isMalformedPath(error: unknown): error is Error {
  return error instanceof Error && !('code' in error) && (error as { statusCode?: unknown }).statusCode === 400;
}

function malformedPath(cause: Error): AppError {
  return new AppError('The path must be plain: no "..", no empty or encoded slashes at its start.', {
    code: 'request-invalid',
    retryable: false,
    cause,
  });
}
