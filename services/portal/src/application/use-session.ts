import { AppError, ThrottledLine } from '@motcua/kernel';
import { Logger } from '@nestjs/common';
import type { Session, SignedIn } from '../domain/session.js';
import { sessionOver } from '../domain/session-errors.js';
import { hashOf } from '../domain/session-id.js';
import type { IssuerClient } from '../issuer/issuer-client.js';
import type { SessionStore } from '../persistence/session-store.js';

/** A token that expires within this time is renewed first, because the request takes time as well. */
const RENEWED_BEFORE_MS = 30_000;
/** A token that expires within this time is not used. */
const LEAST_MS = 5_000;

/** Reads sessions for requests. All methods throw `session-over` if there is no valid session with the id. */
export class UseSession {
  /** By hash of the id: simultaneous requests of this process wait for one renewal. */
  private readonly renewing = new Map<string, Promise<SignedIn>>();

  private readonly logger = new Logger(UseSession.name);
  private readonly untouched = new ThrottledLine<{ readonly cause: string }>((facts, requests) =>
    this.logger.warn({ message: 'A session could not be extended.', ...facts, requests }),
  );

  constructor(
    private readonly issuer: IssuerClient,
    private readonly sessions: SessionStore,
  ) {}

  async read(sessionId: string): Promise<Session> {
    const session = await this.sessions.find(hashOf(sessionId));
    if (session === null) throw sessionOver();
    return session;
  }

  /** A valid access token; extends the session. */
  async accessToken(sessionId: string): Promise<string> {
    const idHash = hashOf(sessionId);
    const session = await this.read(sessionId);
    const { accessToken } = isGood(session, RENEWED_BEFORE_MS) ? session : await this.renewed(idHash);
    // A read-only database must not stop work; the session then ends earlier.
    await this.sessions.touch(idHash).catch((error: unknown) => this.untouched.log('touch', { cause: String(error) }));
    return accessToken;
  }

  private renewed(idHash: string): Promise<SignedIn> {
    const known = this.renewing.get(idHash);
    if (known) return known;
    const renewal = this.renew(idHash).finally(() => this.renewing.delete(idHash));
    this.renewing.set(idHash, renewal);
    return renewal;
  }

  private async renew(idHash: string): Promise<SignedIn> {
    const renewed = await this.sessions.renew(idHash, async (session) => {
      if (isGood(session, RENEWED_BEFORE_MS)) return session;
      return this.successorOf(session);
    });
    if (renewed === null) throw sessionOver();
    return renewed;
  }

  /** Null if the session ends. */
  private async successorOf(session: Session): Promise<SignedIn | null> {
    const isStillGood = isGood(session, LEAST_MS);
    if (session.refreshToken === null) return isStillGood ? session : null;
    try {
      const fresh = await this.issuer.refresh(session.refreshToken);
      return fresh?.subject === session.subject ? fresh : null;
    } catch (error) {
      if (error instanceof AppError && error.retryable && isStillGood) return session;
      throw error;
    }
  }
}

const isGood = ({ accessGoodUntil }: SignedIn, ms: number): boolean => accessGoodUntil.getTime() > Date.now() + ms;
