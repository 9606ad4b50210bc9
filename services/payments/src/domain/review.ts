import { paymentOf } from './order-state.js';
import type { FeeOrder } from './fee-order.js';
import type { Transaction } from './transaction.js';

/** Why somebody must look at a transaction: money moved that the order does not account for. */
export type ReviewReason = 'order-cancelled' | 'order-paid-in-cash' | 'order-paid-before' | 'order-refunded-before';

/** Judges a report by the order as it stood when the report came; the order's state does not depend on it. */
export function reviewReasonOf(order: FeeOrder, { kind, transactionId }: Transaction): ReviewReason | null {
  if (kind === 'FAILURE') return null;
  if (order.state.status === 'CANCELLED') return 'order-cancelled';
  if (order.state.method === 'CASH') return 'order-paid-in-cash';
  if (kind === 'REFUND') return order.state.status === 'REFUNDED' ? 'order-refunded-before' : null;
  const payment = paymentOf(order.transactions);
  return payment && payment.transactionId !== transactionId ? 'order-paid-before' : null;
}
