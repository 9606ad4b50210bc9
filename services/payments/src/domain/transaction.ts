import { createHash } from 'node:crypto';

/** No payment was possible before: an earlier instant comes from a wrong clock. */
export const EARLIEST_PAYMENT = new Date('2020-01-01T00:00:00+07:00');

/** What a payment gateway can say of an attempt to pay, or of a repayment. */
export type TransactionKind = 'SUCCESS' | 'FAILURE' | 'REFUND';

/** One report of the gateway; it never changes and is never withdrawn. */
export interface Transaction {
  readonly transactionId: string;
  readonly orderId: string;
  readonly kind: TransactionKind;
  readonly amountVnd: number;
  readonly occurredAt: Date;
  /** For a refund: the transaction that it pays back. Null: the gateway did not say. */
  readonly refundOf: string | null;
}

/**
 * Whether two reports are about the same thing that happened. Money of one transaction id flows in once and may flow back
 * once under the same id; before that, attempts to pay may fail under it any number of times, each at its own instant.
 */
export function isSameHappening(one: Transaction, other: Transaction): boolean {
  if (one.transactionId !== other.transactionId || one.kind !== other.kind) return false;
  return one.kind !== 'FAILURE' || one.occurredAt.getTime() === other.occurredAt.getTime();
}

/** Whether two reports have the same content, to the millisecond. */
export function saysTheSame(one: Transaction, other: Transaction): boolean {
  return (
    isSameHappening(one, other) &&
    one.orderId === other.orderId &&
    one.amountVnd === other.amountVnd &&
    one.occurredAt.getTime() === other.occurredAt.getTime() &&
    one.refundOf === other.refundOf
  );
}

/** SHA-256 of the content of a report: equal for two reports with the same content. */
export function digestOf({ orderId, transactionId, kind, amountVnd, occurredAt, refundOf }: Transaction): string {
  const content = [orderId, transactionId, kind, amountVnd, occurredAt.toISOString(), refundOf];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
