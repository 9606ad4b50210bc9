import { AppError, AppErrorKind } from '@motcua/kernel';

/** The request has no access token, or one that is not valid. The text never contains the token. */
export class Unauthenticated extends AppError {
  constructor(reason: string, cause?: unknown) {
    super(reason, { code: 'unauthenticated', kind: AppErrorKind.Unauthenticated, retryable: false, cause });
  }
}

/** The caller is known and has none of the required roles. */
export class Forbidden extends AppError {
  constructor(text: string, details: Readonly<Record<string, unknown>>) {
    super(text, { code: 'forbidden', kind: AppErrorKind.Forbidden, retryable: false, details });
  }
}

/** The caller has the right, but must authenticate again first. */
export class FreshSignInNeeded extends AppError {
  constructor(maxAgeSeconds: number, signedInAt: Date) {
    super(`This needs a sign-in of the last ${maxAgeSeconds} seconds. Sign in again, then repeat it.`, {
      code: 'fresh-sign-in-needed',
      kind: AppErrorKind.Forbidden,
      retryable: false,
      details: { maxAgeSeconds, signedInAt: signedInAt.toISOString() },
    });
  }
}

/** The issuer's keys cannot be read now, so no token can be verified. */
export class IdentityUnavailable extends AppError {
  constructor(jwksUri: string, cause: unknown) {
    super(`The signing keys at ${jwksUri} cannot be read. Check that the identity service runs, then try again.`, {
      code: 'identity-unavailable',
      kind: AppErrorKind.Unavailable,
      retryable: true,
      cause,
    });
  }
}
