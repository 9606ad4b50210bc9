import { PaymentStatus } from '@motcua/contracts';
import { z } from 'zod';
import type { Transaction, TransactionKind } from '../domain/transaction.js';
import { REPORT_REASONS } from '../domain/verdict.js';

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

/** The same for a repetition, once the report is judged for good. */
export const CallbackAnswer = z.object({
  status: PaymentStatus.nullable().describe('The order after this report; null: the report is no part of an order.'),
  reason: z
    .enum(REPORT_REASONS)
    .nullable()
    .describe('Why the report was kept as a case; there is no need to repeat it.'),
});
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

const DECLARED = ['type', 'transactionId', 'orderId', 'amountVnd', 'occurredAt', 'refundOf'] as const;

/**
 * What may be kept of a body that is not as declared: its declared members, where they are texts or numbers. Who paid
 * may stand in any other.
 */
export function declaredPartOf(body: unknown): string {
  const members = DECLARED.flatMap((name) => {
    const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
    return typeof value === 'number' || typeof value === 'string' ? [[name, String(value).slice(0, 200)]] : [];
  });
  return JSON.stringify(Object.fromEntries(members));
}
