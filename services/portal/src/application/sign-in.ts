import { AppError, seal, unseal, type KeyRing } from '@motcua/kernel';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { signInUnknown } from '../domain/session-errors.js';
import { hashOf, newSessionId } from '../domain/session-id.js';
import type { IssuerClient } from '../issuer/issuer-client.js';
import type { SignInRequest } from '../issuer/sign-in-request.js';
import type { SessionStore } from '../persistence/session-store.js';

/** How long a person may take at the issuer. */
export const SIGN_IN_SECONDS = 600;
const CONTEXT = 'sign-in';

export interface BegunSignIn {
  /** The address at the issuer. */
  readonly address: string;
  readonly state: string;
  /** The encrypted request, for a cookie. */
  readonly sealed: string;
}

/** Sign-in at the issuer. A sign-in that has begun is kept in a cookie, so beginning one writes nothing. */
export class SignIn {
  constructor(
    private readonly issuer: IssuerClient,
    private readonly sessions: SessionStore,
    private readonly ring: KeyRing,
  ) {}

  async begin(wish: Pick<SignInRequest, 'returnTo' | 'fresh'>): Promise<BegunSignIn> {
    const request: SignInRequest = {
      ...wish,
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      begunAt: Date.now(),
    };
    const address = await this.issuer.addressFor(request);
    return { address, state: request.state, sealed: seal(this.ring, CONTEXT, request) };
  }

  /**
   * Begins a session with a new id and ends the session that the browser had.
   * @param query of the callback
   */
  async finish(
    query: string,
    sealed: string | undefined,
    formerId: string | undefined,
  ): Promise<{ readonly sessionId: string; readonly returnTo: string }> {
    const request = this.requestIn(sealed);
    const signedIn = await this.issuer.exchange(query, request);
    const sessionId = newSessionId();
    await this.sessions.begin(hashOf(sessionId), signedIn, formerId === undefined ? null : hashOf(formerId));
    return { sessionId, returnTo: request.returnTo };
  }

  private requestIn(sealed: string | undefined): SignInRequest {
    if (sealed === undefined) throw signInUnknown();
    const request = opened(this.ring, sealed);
    if (request === null || Date.now() > request.begunAt + SIGN_IN_SECONDS * 1_000) throw signInUnknown();
    return request;
  }
}

function opened(ring: KeyRing, sealed: string): SignInRequest | null {
  try {
    return unseal(ring, CONTEXT, sealed) as SignInRequest;
  } catch (error) {
    if (error instanceof AppError && error.code === 'sealed-value-unreadable') return null;
    throw error;
  }
}
