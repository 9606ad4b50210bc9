import { Logger } from '@nestjs/common';
import { ThrottledLine } from '@motcua/kernel';
import { hashOf } from '../domain/session-id.js';
import type { IssuerClient } from '../issuer/issuer-client.js';
import type { SessionStore } from '../persistence/session-store.js';

/** Ends sessions here at once, and tells the issuer afterwards: that it does not answer keeps nobody signed in. */
export class SignOut {
  private readonly logger = new Logger(SignOut.name);
  private readonly untold = new ThrottledLine<{ readonly cause: string }>((facts, tokens) =>
    this.logger.warn({ message: 'The issuer was not told that a sign-in has ended.', ...facts, tokens }),
  );

  constructor(
    private readonly issuer: IssuerClient,
    private readonly sessions: SessionStore,
  ) {}

  async end(sessionId: string): Promise<void> {
    this.revoke(await this.sessions.end(hashOf(sessionId)));
  }

  /** Ends all sessions of a person; answers how many they were. */
  async endEverywhere(subject: string): Promise<number> {
    const { sessions, refreshTokens } = await this.sessions.endAll(subject);
    this.revoke(refreshTokens);
    return sessions;
  }

  /** Where the browser ends its session at the issuer, too; null when it does not answer or has no such place. */
  async addressAtIssuer(): Promise<string | null> {
    return this.issuer.signOutAddress().catch(() => null);
  }

  private revoke(refreshTokens: readonly string[]): void {
    for (const token of refreshTokens) {
      this.issuer.revoke(token).catch((error: unknown) => this.untold.log('revoke', { cause: String(error) }));
    }
  }
}
