import { HttpException } from '@nestjs/common';
import { AppError, type AppErrorKind } from '@motcua/kernel';
import { databaseFaultOf, type DatabaseFault } from '@motcua/persistence';

/**
 * RFC 9457 problem details. `code` is stable; further members are facts about this error, `retryAfterSeconds` also goes out
 * as Retry-After.
 */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [fact: string]: unknown;
}

const STATUS: Readonly<Record<AppErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  unprocessable: 422,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
  'timed-out': 504,
};

/** Our texts for errors that Fastify raises before it calls a controller. */
const FRAMEWORK: Readonly<Record<string, { code: string; detail: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'body-too-large',
    detail: 'The body is larger than is taken here: send less at once.',
  },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'json-broken', detail: 'The body is not valid JSON.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'json-broken', detail: 'The body is empty: send a JSON object.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'media-type-unsupported', detail: 'Send the body as application/json.' },
  FST_ERR_ROUTE_MISSING_CONTENT_TYPE: { code: 'media-type-unsupported', detail: 'Say what the body is: Content-Type.' },
  FST_ERR_BAD_URL: { code: 'address-malformed', detail: 'The address contains a "%" that begins no UTF-8 character.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'address-malformed', detail: 'A part of the address is longer than any of ours.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { code: 'content-length-wrong', detail: 'Content-Length differs from the body.' },
};

const UNAVAILABLE: Readonly<Record<DatabaseFault, readonly [code: string, detail: string]>> = {
  unreachable: ['database-unavailable', 'The database does not answer; nothing was written. Try again shortly.'],
  exhausted: ['database-full', 'The database cannot write at present; nothing was written. Try again later.'],
  contended: [
    'database-busy',
    'Another request is working on the same data, and it took too long; nothing was written. Try again shortly.',
  ],
};

/** Problem details for what is refused outside of controllers. */
export function problemWith(status: number, code: string, detail: string): Problem {
  return problem(status, code, detail);
}

function problem(status: number, code: string, detail: string, facts: Readonly<Record<string, unknown>> = {}): Problem {
  const title = code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ');
  return { ...facts, type: `urn:motcua:problem:${code}`, title, status, detail, code };
}

function frameworkProblem(error: object): Problem | undefined {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FRAMEWORK[code] : undefined;
  if (known) return problem(typeof statusCode === 'number' ? statusCode : 400, known.code, known.detail);
  // secure-json-parse and JSON.parse answer a plain SyntaxError with a status.
  if (error instanceof SyntaxError && statusCode === 400)
    return problem(400, 'json-broken', 'The body is not valid JSON.');
  const isOfCaller = typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500;
  if (isOfCaller && typeof code === 'string' && code.startsWith('FST_ERR_')) {
    return problem(statusCode, 'request-refused', 'This request is not accepted here.');
  }
  return undefined;
}

/** The problem details for an error; an unexpected error becomes 500 without any internal detail. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AppError) {
    return problem(STATUS[error.kind], error.code, error.message, error.details);
  }
  const cause = error instanceof HttpException && error.cause ? error.cause : error;
  const ofFramework = typeof cause === 'object' && cause !== null ? frameworkProblem(cause) : undefined;
  if (ofFramework) return ofFramework;
  const databaseFault = databaseFaultOf(error);
  if (databaseFault) return problem(503, ...UNAVAILABLE[databaseFault]);
  if (error instanceof HttpException) {
    const status = error.getStatus();
    return problem(status, status === 404 ? 'route-not-found' : 'request-refused', error.message);
  }
  return problem(500, 'internal-error', 'Something went wrong on our side. Nothing was written; you may try again.');
}
