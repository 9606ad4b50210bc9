import type { FactsOf, NotificationKind } from '../notification.js';

/** What differs between kinds, within one language. */
export interface KindTexts {
  readonly subject: string;
  /** Between salutation and closing. */
  readonly paragraphs: readonly string[];
  readonly shortText: string;
}

/** A language: the frame of a letter and the words of each kind. The facts that come in are single lines. */
export interface MessageTexts {
  salutation(recipientName: string): string;
  closing(agencyName: string): readonly string[];
  readonly kinds: { readonly [Kind in NotificationKind]: (facts: FactsOf<Kind>) => KindTexts };
}
