/** The service refused for good: the same request would be refused again. */
export class RefusedError extends Error {
  constructor(
    readonly request: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${request} was refused with ${status} ${code}: ${detail}`);
    this.name = 'RefusedError';
  }
}

/** Something did not come about within the time that the simulator waits. */
export class PatienceError extends Error {
  constructor(what: string, waitedMs: number, options?: ErrorOptions) {
    const why = options?.cause === undefined ? '' : ` (${textOf(options.cause)})`;
    super(`${what}: still not after ${Math.round(waitedMs / 1_000)} s${why}`, options);
    this.name = 'PatienceError';
  }
}

/** A short stable name for a fault, to count by. */
export function kindOf(error: unknown): string {
  if (error instanceof RefusedError) return error.code;
  if (error instanceof PatienceError) return 'patience-over';
  return error instanceof Error ? error.name : 'unknown';
}

/** A fault in one line, for people. */
export function textOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
