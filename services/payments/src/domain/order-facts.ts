/** What is known of an order beside the gateway's reports; each instant is set once and never changes. */
export interface OrderFacts {
  readonly orderId: string;
  readonly dossierId: string;
  readonly amountVnd: number;
  readonly openedAt: Date;
  /** When the dossier ended before the fee was paid. */
  readonly cancelledAt: Date | null;
  /** When the fee was paid in cash at the counter. */
  readonly paidInCashAt: Date | null;
  /** When the counter paid the fee back. */
  readonly refundedAtCounterAt: Date | null;
  /** When the dossier was accepted; null before that, or while the acceptance is not known here. */
  readonly dossierAcceptedAt: Date | null;
  /** When the dossier ended without a result, whether or not the fee was paid by then. */
  readonly dossierEndedAt: Date | null;
}
