import { AppError, seal, unseal, type KeyRing } from '@motcua/kernel';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { signInUnknown } from '../domain/session-errors.js';
import { hashOf, newSessionId } from '../domain/session-id.js';
import type { IssuerClient } from '../issuer/issuer-client.js';
import type { SignInRequest } from '../issuer/sign-in-request.js';
import type { SessionStore } from '../persistence/session-store.js';

/** How long somebody may take at the issuer. */
export const SIGN_IN_SECONDS = 600;
const CONTEXT = 'sign-in';

export interface BegunSignIn {
  /** Where the browser goes now. */
  readonly address: string;
  readonly state: string;
  /** What the browser keeps until it comes back. */
  readonly sealed: string;
}

/** Takes people to the issuer and back. What is under way lies with the browser: beginning a sign-in stores nothing here. */
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
   * Begins a session under a new id, whatever id the browser had, and ends the one it had.
   * @param query what the issuer sent the browser back with
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
