/** The result of a sign-in or a renewal. */
export interface SignedIn {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
  /** When the person last authenticated at the issuer. */
  readonly signedInAt: Date;
  readonly accessToken: string;
  readonly accessGoodUntil: Date;
  /** Null: the session ends with its access token. */
  readonly refreshToken: string | null;
}

export interface Session extends SignedIn {
  /** When it ends if it is not used. */
  readonly idleUntil: Date;
  /** When it ends in any case. */
  readonly goodUntil: Date;
}
