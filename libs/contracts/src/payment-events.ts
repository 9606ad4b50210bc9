import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';

export const PaymentStatus = z.enum(['OPEN', 'SETTLED', 'REFUNDED', 'CANCELLED']);
export type PaymentStatus = z.output<typeof PaymentStatus>;

/** `ONLINE`: through an integrated payment gateway. Cash and plain transfers never count as online. */
export const PaymentMethod = z.enum(['ONLINE', 'CASH']);
export type PaymentMethod = z.output<typeof PaymentMethod>;

/** Payments' whole public state of a dossier's fee. No payer, no account. */
export const PaymentStateV1 = z.object({
  dossierId: z.uuid().describe('The dossier; also subject and record key.'),
  orderId: z.uuid().describe('The fee order; one a dossier.'),
  amountVnd: z.int().positive().describe('Whole Vietnamese dong.'),
  openedAt: InstantText.describe('When the fee fell due: submission if prepaid, else acceptance.'),
  status: PaymentStatus.describe('Where the order stands.'),
  method: PaymentMethod.nullable().describe('How it was settled; stays after a refund.'),
  settledAt: InstantText.nullable().describe('When the fee was paid.'),
  refundedAt: InstantText.nullable().describe('When the fee was paid back.'),
  failedAttempts: z.int().nonnegative().describe('Attempts to pay that the gateway reported as failed.'),
});
export type PaymentStateV1 = z.output<typeof PaymentStateV1>;

export const paymentEvents = {
  topic: 'payment.events',
  producer: 'payments',
  subject: 'dossierId',
  state: PaymentStateV1,
} as const satisfies EventFamily;

const define = (name: string, summary: string): EventDefinition<typeof PaymentStateV1> => ({
  type: `vn.motcua.payment.${name}.v1`,
  family: paymentEvents,
  summary,
});

export const PaymentOrderOpenedV1 = define('order-opened', 'A dossier bears a fee; the order waits to be paid.');
export const PaymentSettledV1 = define('settled', 'The fee was paid, online or in cash.');
export const PaymentFailedV1 = define('failed', 'An attempt to pay failed; the order stays open.');
export const PaymentRefundedV1 = define('refunded', 'The fee was paid back.');
export const PaymentCancelledV1 = define('cancelled', 'The dossier ended before the fee was paid.');

export const allPaymentEvents = [
  PaymentOrderOpenedV1,
  PaymentSettledV1,
  PaymentFailedV1,
  PaymentRefundedV1,
  PaymentCancelledV1,
] as const;

/** Any event of the family. */
export type PaymentEvent = EventOf<typeof PaymentSettledV1>;
