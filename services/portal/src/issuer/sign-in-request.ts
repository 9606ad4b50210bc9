/** A sign-in that has begun; the browser keeps it, encrypted, until the callback. */
export interface SignInRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** A step-up: the person must authenticate again. */
  readonly fresh: boolean;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}
