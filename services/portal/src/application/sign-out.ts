import { Logger } from '@nestjs/common';
import { ThrottledLine } from '@motcua/kernel';
import { hashOf } from '../domain/session-id.js';
import type { IssuerClient } from '../issuer/issuer-client.js';
import type { SessionStore } from '../persistence/session-store.js';

/** Ends sessions, then revokes their refresh tokens without waiting: the sign-out does not depend on the issuer. */
export class SignOut {
  private readonly logger = new Logger(SignOut.name);
  private readonly untold = new ThrottledLine<{ readonly cause: string }>((facts, tokens) =>
    this.logger.warn({ message: 'A refresh token could not be revoked.', ...facts, tokens }),
  );

  constructor(
    private readonly issuer: IssuerClient,
    private readonly sessions: SessionStore,
  ) {}

  async end(sessionId: string): Promise<void> {
    this.revoke(await this.sessions.end(hashOf(sessionId)));
  }

  /** Ends all sessions of a person; returns their number. */
  async endEverywhere(subject: string): Promise<number> {
    const { sessions, refreshTokens } = await this.sessions.endAll(subject);
    this.revoke(refreshTokens);
    return sessions;
  }

  /** The address that ends the browser's session at the issuer; null if it has none or does not answer. */
  async addressAtIssuer(): Promise<string | null> {
    return this.issuer.signOutAddress().catch(() => null);
  }

  private revoke(refreshTokens: readonly string[]): void {
    for (const token of refreshTokens) {
      this.issuer.revoke(token).catch((error: unknown) => this.untold.log('revoke', { cause: String(error) }));
    }
  }
}
