/** What a payment gateway can say of an attempt to pay, or of a repayment. */
export type TransactionKind = 'SUCCESS' | 'FAILURE' | 'REFUND';

/** Money of one transaction id flows in, and may flow back under the same id: each of the two happens once. */
export type TransactionLeg = 'PAYMENT' | 'REFUND';

/** One report of the gateway. Never changes and is never taken back; another report says more. */
export interface Transaction {
  readonly transactionId: string;
  readonly orderId: string;
  readonly kind: TransactionKind;
  readonly amountVnd: number;
  readonly occurredAt: Date;
  /** For a refund: the transaction that it pays back. Null: the gateway did not say. */
  readonly refundOf: string | null;
}

export function legOf(kind: TransactionKind): TransactionLeg {
  return kind === 'REFUND' ? 'REFUND' : 'PAYMENT';
}

/** Whether two reports under one id and leg say the same, to the millisecond. */
export function saysTheSame(one: Transaction, other: Transaction): boolean {
  return (
    one.transactionId === other.transactionId &&
    one.orderId === other.orderId &&
    one.kind === other.kind &&
    one.amountVnd === other.amountVnd &&
    one.occurredAt.getTime() === other.occurredAt.getTime() &&
    one.refundOf === other.refundOf
  );
}
