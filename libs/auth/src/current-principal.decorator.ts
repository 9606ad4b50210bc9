import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Unauthenticated } from './auth-errors.js';
import type { AuthenticatedRequest } from './authentication.guard.js';
import type { Principal } from './principal.js';

/** Handler parameter: the caller. Throws `Unauthenticated` on a public route, where nobody signs in. */
export const CurrentPrincipal = createParamDecorator((_none: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new Unauthenticated('Nobody is signed in on this route.');
  return principal;
});
