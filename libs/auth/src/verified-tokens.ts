import { createHash } from 'node:crypto';
import type { Principal } from './principal.js';

interface Verified {
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly goodUntil: number;
}

/** Shorter than keys are cached, so that a withdrawn key is not honoured any longer by it. */
const KEPT_MS = 60_000;
const MOST = 2_000;

/**
 * Tokens that were verified within the last minute, each for no longer than it is valid. Officers send the same token
 * with every command, and checking its signature costs as much as the rest of the way through HTTP.
 */
export class VerifiedTokens {
  /** By digest: tokens themselves are kept nowhere. */
  private readonly verified = new Map<string, Verified>();

  principalOf(token: string): Principal | undefined {
    const digest = digestOf(token);
    const known = this.verified.get(digest);
    if (known && Date.now() < known.goodUntil) return known.principal;
    this.verified.delete(digest);
    return undefined;
  }

  /** @param expiresAt milliseconds since 1970 */
  keep(token: string, principal: Principal, expiresAt: number): void {
    this.verified.set(digestOf(token), { principal, goodUntil: Math.min(expiresAt, Date.now() + KEPT_MS) });
    const [oldest] = this.verified.keys();
    if (this.verified.size > MOST) this.verified.delete(oldest!);
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64');
