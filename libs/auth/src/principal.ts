import { Forbidden, FreshSignInNeeded } from './auth-errors.js';
import type { Role } from './role.js';

/** A role and the part of the agency tree it is held in: the agency named and everything below it. */
export interface RoleGrant {
  readonly role: Role;
  /** Code of the agency; `H06` is the root, so the whole province. */
  readonly agency: string;
}

/** The caller of a request: a person or a program, as its token says. */
export class Principal {
  constructor(
    /** Subject of the token; the client's id for programs. */
    readonly id: string,
    readonly name: string,
    readonly roles: readonly RoleGrant[],
    /** When the person last authenticated at the issuer; null for a program. */
    readonly signedInAt: Date | null = null,
  ) {}

  /**
   * Whether the role is held at an agency.
   * `agencyPath` lists the codes from the root of the tree down to that agency itself: `['H06', 'H06.12']`.
   * A role held anywhere on the path counts, so one held higher covers everything below; one held at a sibling or
   * further down does not count. On an empty path no role counts.
   */
  holds(role: Role, agencyPath: readonly string[]): boolean {
    return this.roles.some((grant) => grant.role === role && agencyPath.includes(grant.agency));
  }

  /** Throws `Forbidden`, naming roles and agency, unless one of the roles is held at the agency (see `holds`). */
  require(role: Role | readonly Role[], agencyPath: readonly string[]): void {
    const wanted = typeof role === 'string' ? [role] : role;
    if (wanted.some((each) => this.holds(each, agencyPath))) return;
    const agency = agencyPath.at(-1) ?? '(none)';
    throw new Forbidden(
      `This needs the role ${wanted.join(' or ')} at agency ${agency} or above it; ${this.id} does not hold it there.`,
      { roles: wanted, agency },
    );
  }

  /**
   * Throws `FreshSignInNeeded` if the person authenticated more than `maxAgeSeconds` before `at`. Programs pass, because only
   * their roles decide.
   */
  requireFreshSignIn(maxAgeSeconds: number, at: Date = new Date()): void {
    if (this.signedInAt === null) return;
    if (at.getTime() - this.signedInAt.getTime() <= maxAgeSeconds * 1_000) return;
    throw new FreshSignInNeeded(maxAgeSeconds, this.signedInAt);
  }
}
