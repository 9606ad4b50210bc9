import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ThrottledLine } from '@motcua/kernel';
import type { FastifyReply } from 'fastify';
import { throwError, type Observable } from 'rxjs';
import { problemOf } from './problem.js';

/** The one place where an error becomes an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);
  private readonly unexpected = new ThrottledLine<unknown>((error, requests) =>
    this.logger.error(
      { message: 'A request failed unexpectedly.', requests },
      error instanceof Error ? error.stack : String(error),
    ),
  );
  private readonly unavailable = new ThrottledLine<{ readonly code: string; readonly cause: string }>(
    (facts, requests) => this.logger.warn({ message: 'A request was answered 503.', requests, ...facts }),
  );

  catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    // An event's handler: the transport decides what an error means, so it must see the error itself.
    if (host.getType() === 'rpc') return throwError(() => error);
    const problem = problemOf(error);
    if (problem.status === 500) this.unexpected.log(String(error), error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (problem.status === 503) {
      this.unavailable.log(problem.code, { code: problem.code, cause: causesOf(error) });
      void reply.header('retry-after', '1');
    }
    const { retryAfterSeconds } = problem;
    if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(problem);
  }
}

/** The error and what led to it, in one line. */
function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` <- ${causesOf(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
