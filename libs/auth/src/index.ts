export { AccessTokenVerifier, type AuthOptions } from './access-token-verifier.js';
export { Forbidden, FreshSignInNeeded, IdentityUnavailable, Unauthenticated } from './auth-errors.js';
export { AuthModule } from './auth.module.js';
export { CurrentPrincipal } from './current-principal.decorator.js';
export { Principal, type RoleGrant } from './principal.js';
export { Public } from './public.decorator.js';
export { isRole, Role } from './role.js';
export { Roles } from './roles.decorator.js';
