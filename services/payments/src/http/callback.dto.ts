import { PaymentStatus } from '@motcua/contracts';
import { z } from 'zod';
import type { Transaction, TransactionKind } from '../domain/transaction.js';

const TransactionId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters');

const report = {
  transactionId: TransactionId,
  orderId: z.uuid(),
  amountVnd: z.int().positive(),
  occurredAt: z.iso.datetime({ offset: true }),
};

/** What the payment gateway reports. A refund may bear an id of its own or the id of what it pays back. */
export const CallbackBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('payment.succeeded'), ...report }),
  z.strictObject({ type: z.literal('payment.failed'), ...report }),
  z.strictObject({ type: z.literal('payment.refunded'), ...report, refundOf: TransactionId.optional() }),
]);
export type CallbackBody = z.output<typeof CallbackBody>;

/** The order's state right after this report; a repetition gets the same answer. */
export const CallbackAnswer = z.object({ status: PaymentStatus });
export type CallbackAnswer = z.output<typeof CallbackAnswer>;

const KIND_OF: Readonly<Record<CallbackBody['type'], TransactionKind>> = {
  'payment.succeeded': 'SUCCESS',
  'payment.failed': 'FAILURE',
  'payment.refunded': 'REFUND',
};

export function toTransaction(body: CallbackBody): Transaction {
  return {
    transactionId: body.transactionId,
    orderId: body.orderId,
    kind: KIND_OF[body.type],
    amountVnd: body.amountVnd,
    occurredAt: new Date(body.occurredAt),
    refundOf: body.type === 'payment.refunded' ? (body.refundOf ?? null) : null,
  };
}
