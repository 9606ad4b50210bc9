import { AppError, AppErrorKind } from '@motcua/kernel';

/** The cookie names no session that lives. The page asks to sign in again, and keeps what was typed. */
export function sessionOver(): AppError {
  return new AppError('The session is over. Sign in again; nothing was recorded by this request.', {
    code: 'session-over',
    kind: AppErrorKind.Unauthenticated,
    retryable: false,
  });
}

export function notSignedIn(): AppError {
  return new AppError('Nobody is signed in.', {
    code: 'unauthenticated',
    kind: AppErrorKind.Unauthenticated,
    retryable: false,
  });
}

export function crossSiteRequest(): AppError {
  return new AppError(
    'The session counts for requests of our own pages only: send "X-Requested-By: motcua" from the same origin.',
    { code: 'cross-site-request', kind: AppErrorKind.Forbidden, retryable: false },
  );
}

/** The issuer cannot be asked now. */
export function issuerUnavailable(cause: unknown): AppError {
  return new AppError('The sign-in service does not answer now. Try again in a moment.', {
    code: 'issuer-unavailable',
    kind: AppErrorKind.Unavailable,
    retryable: true,
    cause,
  });
}

/** The issuer's answer will not do, or its answer was no. The reason is one of ours, never the issuer's words. */
export function signInRefused(reason: string, cause?: unknown): AppError {
  return new AppError(`The sign-in was refused: ${reason}.`, {
    code: 'sign-in-refused',
    kind: AppErrorKind.Forbidden,
    retryable: false,
    cause,
  });
}

/** The answer belongs to no sign-in that this browser began within the last minutes. */
export function signInUnknown(): AppError {
  return new AppError('This sign-in has expired or was begun elsewhere. Sign in again.', {
    code: 'sign-in-unknown',
    kind: AppErrorKind.Invalid,
    retryable: false,
  });
}
