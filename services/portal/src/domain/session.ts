/** What the issuer gave for a person. */
export interface SignedIn {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
  /** When the person last showed the issuer who they are. */
  readonly signedInAt: Date;
  readonly accessToken: string;
  readonly accessGoodUntil: Date;
  /** Null: the session ends with its access token. */
  readonly refreshToken: string | null;
}

export interface Session extends SignedIn {
  /** When it ends unless it is used before. */
  readonly idleUntil: Date;
  /** When it ends in any case. */
  readonly goodUntil: Date;
}
