import { AppError, AppErrorKind } from '@motcua/kernel';

/** There is no valid session with the id in the cookie. */
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
    'The session is used for requests of our own pages only: send "X-Requested-By: motcua" from the same origin.',
    { code: 'cross-site-request', kind: AppErrorKind.Forbidden, retryable: false },
  );
}

/** The issuer does not answer, or answers with an error of its own. */
export function issuerUnavailable(cause: unknown): AppError {
  return new AppError('The sign-in service does not answer now. Try again in a moment.', {
    code: 'issuer-unavailable',
    kind: AppErrorKind.Unavailable,
    retryable: true,
    cause,
  });
}

/** The issuer refused, or its answer is invalid. `reason` is our text, never the issuer's. */
export function signInRefused(reason: string, cause?: unknown): AppError {
  return new AppError(`The sign-in was refused: ${reason}.`, {
    code: 'sign-in-refused',
    kind: AppErrorKind.Forbidden,
    retryable: false,
    cause,
  });
}

/** The callback belongs to no sign-in that this browser began within the last minutes. */
export function signInUnknown(): AppError {
  return new AppError('This sign-in has expired or was begun elsewhere. Sign in again.', {
    code: 'sign-in-unknown',
    kind: AppErrorKind.Invalid,
    retryable: false,
  });
}
