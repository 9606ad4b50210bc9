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
    super(`${what}: still not after ${Math.round(waitedMs / 1_000)} s`, options);
    this.name = 'PatienceError';
  }
}

/** A short stable name for a fault, to count by. */
export function kindOf(error: unknown): string {
  if (error instanceof RefusedError) return error.code;
  if (error instanceof PatienceError) return 'patience-over';
  return error instanceof Error ? error.name : 'unknown';
}
