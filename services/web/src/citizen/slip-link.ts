/** What a slip's QR code says. */
export interface SlipLink {
  readonly dossierCode: string;
  readonly token: string;
}

/** Code and token behind the `#` of `/look-up#<code>.<token>`; null when it is something else. Codes have dots, tokens none. */
export function slipLinkOf(fragment: string): SlipLink | null {
  const [, dossierCode, token] = /^#(.+)\.([\w-]{16,64})$/.exec(fragment) ?? [];
  return dossierCode === undefined || token === undefined ? null : { dossierCode, token };
}
