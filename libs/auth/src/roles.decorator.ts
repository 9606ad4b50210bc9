import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from './role.js';

export const ROLES = 'motcua:auth:roles';

/**
 * Lets only callers pass that hold one of the roles somewhere in the agency tree.
 * A first sieve: whether the role is held at the right agency is for the use case (`principal.require`).
 */
export const Roles = (...roles: readonly Role[]): CustomDecorator => SetMetadata(ROLES, roles);
