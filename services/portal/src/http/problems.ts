import { problemOf, type Problem } from '@motcua/http';
import { AppError, AppErrorKind, ThrottledLine } from '@motcua/kernel';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply } from 'fastify';

const logger = new Logger('Portal');

/** The log lines that a request can cause, at a limited rate, so that requests cannot fill the log. */
export const refusals = {
  unanswered: new ThrottledLine<{ readonly service: string; readonly cause: string }>((facts, requests) =>
    logger.warn({ message: 'A service did not answer.', ...facts, requests }),
  ),
  tooMany: new ThrottledLine<{ readonly limit: string; readonly perMinute: number }>((facts, requests) =>
    logger.warn({ message: 'Requests beyond a limit were refused.', ...facts, requests }),
  ),
  signIn: new ThrottledLine<{ readonly why: string; readonly cause: string }>((facts, requests) =>
    logger.warn({ message: 'A sign-in was refused.', ...facts, requests }),
  ),
  unexpected: new ThrottledLine<{ readonly stack: string }>(({ stack }, requests) =>
    logger.error({ message: 'A request failed unexpectedly.', requests }, stack),
  ),
} as const;

/** Logs on close what is counted and not logged yet. */
export function logRefusalsOnClose(server: FastifyInstance): void {
  server.addHook('onClose', async () => {
    for (const line of Object.values(refusals)) line.flush();
  });
}

/** A service behind us cannot be reached. Safe to repeat: commands carry an idempotency key. */
export function serviceUnavailable(service: string, cause: unknown): AppError {
  return new AppError(`The service "${service}" does not answer now. Try again in a moment.`, {
    code: 'service-unavailable',
    kind: AppErrorKind.Unavailable,
    retryable: true,
    details: { service },
    cause,
  });
}

/** A service behind us accepted the request and did not answer: it may or may not have done what was asked. */
export function serviceTooLate(service: string, cause: unknown): AppError {
  return new AppError(
    `The service "${service}" did not answer in time. Try again in a moment; a command with the same Idempotency-Key, so ` +
      'that it is not done twice.',
    { code: 'service-timeout', kind: AppErrorKind.TimedOut, retryable: true, details: { service }, cause },
  );
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

/** Answers with problem details (RFC 9457) on plain Fastify routes, as Nest's filter does for controllers. */
export function sendProblem(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(isMalformedPath(error) ? malformedPath(error) : error);
  logFault(problem, error);
  if (problem.status === 503 || problem.status === 504) void reply.header('retry-after', '1');
  return reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
}

/** Logs what is no fault of the caller; services that do not answer are logged by the proxy. */
export function logFault({ status, code }: Problem, error: unknown): void {
  if (status === 500) refusals.unexpected.log(String(error), { stack: stackOf(error) });
  if (code === 'issuer-unavailable') refusals.unanswered.log(code, { service: 'issuer', cause: causeOf(error) });
  if (code.startsWith('database-')) refusals.unanswered.log(code, { service: 'database', cause: String(error) });
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

export function causeOf(error: unknown): string {
  return error instanceof Error ? String(error.cause ?? '') : '';
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : String(error);
}
