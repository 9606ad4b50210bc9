import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from './role.js';

export const ROLES = 'motcua:auth:roles';

/**
 * Permits only callers that have one of the roles somewhere in the agency tree.
 * This is a first filter: the use case checks whether the role is held at the right agency (`principal.require`).
 */
export const Roles = (...roles: readonly Role[]): CustomDecorator => SetMetadata(ROLES, roles);
