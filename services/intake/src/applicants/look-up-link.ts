import { lookUpTokenOf } from './look-up-token.js';

/** Links to the page on which a dossier is looked up, as QR codes and notifications bear them. */
export class LookUpLinks {
  constructor(
    /** Where citizens reach the portal, without a slash at its end. */
    private readonly publicUrl: string,
    private readonly secret: Buffer,
  ) {}

  /** `<portal>/look-up#<code>.<token of the slip>`: what stands behind `#` stays in the browser, so no log has it. */
  of({ dossierId, dossierCode }: { readonly dossierId: string; readonly dossierCode: string }): string {
    return `${this.publicUrl}/look-up#${dossierCode}.${lookUpTokenOf(this.secret, dossierId)}`;
  }
}
