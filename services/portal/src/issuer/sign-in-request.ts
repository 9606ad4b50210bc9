/** A sign-in under way: what was asked for, kept by the browser, sealed. */
export interface SignInRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** A step-up: the person must show the issuer anew who they are. */
  readonly fresh: boolean;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}
