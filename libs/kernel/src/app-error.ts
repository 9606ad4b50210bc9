/** Whether trying the same thing again can succeed (`true`: a passing fault; `false`: the input or the code must change). */
export type Retryable = boolean;

/** What every error of ours says beside its text. */
export interface AppErrorOptions {
  /** Stable, kebab-case, survives a process boundary: `dossier-not-found`. */
  readonly code: string;
  readonly retryable: Retryable;
  /** What went wrong in the caller's words; the HTTP layer maps it to a status, once. @default 'invalid' */
  readonly kind?: AppErrorKind;
  /** Facts a program may want, without personal data. @default {} */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

export const AppErrorKind = {
  /** The input is wrong in itself. */
  Invalid: 'invalid',
  Unauthenticated: 'unauthenticated',
  Forbidden: 'forbidden',
  NotFound: 'not-found',
  /** The input is valid, but the present state does not permit it. */
  Conflict: 'conflict',
  /** The caller decided on an older revision. */
  Stale: 'stale',
  /** A condition that the caller must state is missing (`If-Match`). */
  PreconditionRequired: 'precondition-required',
  /** Well-formed, but impossible (an instant in the future, a key that was used for something else). */
  Unprocessable: 'unprocessable',
  TooLarge: 'too-large',
  TooMany: 'too-many',
  /** We cannot answer now; try again. */
  Unavailable: 'unavailable',
  /** A service that we asked did not answer in time; it may or may not have done what was asked. */
  TimedOut: 'timed-out',
} as const;
export type AppErrorKind = (typeof AppErrorKind)[keyof typeof AppErrorKind];

/** The one error class: `code` for programs, the message for people (the value and the remedy), the cause kept. */
export class AppError extends Error {
  readonly code: string;
  readonly retryable: Retryable;
  readonly kind: AppErrorKind;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.retryable = options.retryable;
    this.kind = options.kind ?? AppErrorKind.Invalid;
    this.details = options.details ?? {};
  }
}
