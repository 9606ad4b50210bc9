/** Problem details (RFC 9457) as our services and the portal answer them. */
export interface Problem {
  readonly status: number;
  /** What programs and texts go by: `revision-stale`. */
  readonly code: string;
  readonly detail: string;
  /** What is wrong, field by field. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly members: Readonly<Record<string, unknown>>;
}

/** A request that was answered by a refusal, or by nothing: then the code is `no-answer` and the status 0. */
export class Refused extends Error {
  override readonly name = 'Refused';

  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export const noAnswer: Problem = { status: 0, code: 'no-answer', detail: '', errors: [], members: {} };

/** @param body what came with the status, read as JSON where it was JSON */
export function problemOf(status: number, body: unknown): Problem {
  const members = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const { code, detail, errors } = members;
  return {
    status,
    code: typeof code === 'string' ? code : `http-${status}`,
    detail: typeof detail === 'string' ? detail : '',
    errors: Array.isArray(errors) ? (errors as Problem['errors']) : [],
    members,
  };
}
