import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AccessTokenVerifier } from './access-token-verifier.js';
import { Forbidden, Unauthenticated } from './auth-errors.js';
import type { Principal } from './principal.js';
import { PUBLIC } from './public.decorator.js';
import type { Role } from './role.js';
import { ROLES } from './roles.decorator.js';

/** The part of an HTTP request that this library reads and writes. */
export interface AuthenticatedRequest {
  readonly headers: { readonly authorization?: string };
  principal?: Principal;
}

const BEARER = /^Bearer +(\S+) *$/i;

/** Guards every HTTP route of the application: it requires a valid bearer token, unless the route is `@Public()`. */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: AccessTokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Event handlers have no caller: the command behind the event was permitted when it was recorded.
    if (context.getType() === 'rpc') return true;
    if (this.meta<boolean>(PUBLIC, context) === true) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.verifier.verify(tokenOf(request));
    requireAny(principal, this.meta<readonly Role[]>(ROLES, context));
    request.principal = principal;
    return true;
  }

  private meta<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

/** Throws `Forbidden` unless one of the roles is held somewhere; no roles: any caller passes. */
function requireAny(principal: Principal, roles: readonly Role[] | undefined): void {
  if (roles === undefined || principal.roles.some(({ role }) => roles.includes(role))) return;
  throw new Forbidden(`This needs the role ${roles.join(' or ')}; ${principal.id} does not hold it.`, { roles });
}

function tokenOf(request: AuthenticatedRequest): string {
  const header = request.headers.authorization;
  if (header === undefined) throw new Unauthenticated('The header "Authorization: Bearer <token>" is missing.');
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) {
    throw new Unauthenticated('The header "Authorization" must be of the form "Bearer <token>".');
  }
  return token;
}
