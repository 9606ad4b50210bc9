import type { PaymentStateV1 } from '@motcua/contracts';
import type { Transaction } from './transaction.js';

/** What is known of an order beside the gateway's reports; each instant is set once and stays. */
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
}

type Settlement = Pick<PaymentStateV1, 'status' | 'method' | 'settledAt' | 'refundedAt'>;

/**
 * The state of an order: a pure function of its facts and of the SET of the gateway's reports. Neither their order of
 * arrival nor their repetition matters, so a refund that overtakes its success ends in the same state.
 *
 * An order is paid by its earliest success; any further one is money too much and changes nothing. A refund that names
 * no transaction pays back the one that paid the order. Cancelled or paid in cash, an order is not moved by the gateway.
 */
export function orderStateOf(facts: OrderFacts, transactions: readonly Transaction[]): PaymentStateV1 {
  const failures = transactions.filter(({ kind }) => kind === 'FAILURE');
  return {
    dossierId: facts.dossierId,
    orderId: facts.orderId,
    amountVnd: facts.amountVnd,
    openedAt: facts.openedAt.toISOString(),
    ...settlementOf(facts, transactions),
    failedAttempts: new Set(failures.map(({ transactionId }) => transactionId)).size,
  };
}

function settlementOf(facts: OrderFacts, transactions: readonly Transaction[]): Settlement {
  if (facts.cancelledAt) return { status: 'CANCELLED', method: null, settledAt: null, refundedAt: null };
  if (facts.paidInCashAt) return settled('CASH', facts.paidInCashAt, facts.refundedAtCounterAt);
  const success = paymentOf(transactions);
  if (!success) return { status: 'OPEN', method: null, settledAt: null, refundedAt: null };
  return settled('ONLINE', success.occurredAt, facts.refundedAtCounterAt ?? refundedAt(success, transactions));
}

function settled(method: 'ONLINE' | 'CASH', settledAt: Date, refundedAt: Date | null): Settlement {
  return {
    status: refundedAt ? 'REFUNDED' : 'SETTLED',
    method,
    settledAt: settledAt.toISOString(),
    refundedAt: refundedAt?.toISOString() ?? null,
  };
}

/** The success that paid the order. */
export function paymentOf(transactions: readonly Transaction[]): Transaction | undefined {
  return earliest(transactions.filter(({ kind }) => kind === 'SUCCESS'));
}

function refundedAt(success: Transaction, transactions: readonly Transaction[]): Date | null {
  const paid = new Set(transactions.filter(({ kind }) => kind === 'SUCCESS').map(({ transactionId }) => transactionId));
  const refunds = transactions.filter(
    (each) => each.kind === 'REFUND' && (targetOf(each, paid) ?? success.transactionId) === success.transactionId,
  );
  return earliest(refunds)?.occurredAt ?? null;
}

/** What a refund pays back: what it names, or the success whose id it bears; undefined when it says neither. */
function targetOf({ refundOf, transactionId }: Transaction, paid: ReadonlySet<string>): string | undefined {
  if (refundOf !== null) return refundOf;
  return paid.has(transactionId) ? transactionId : undefined;
}

function earliest(transactions: readonly Transaction[]): Transaction | undefined {
  return transactions.toSorted(
    (one, other) =>
      one.occurredAt.getTime() - other.occurredAt.getTime() || (one.transactionId < other.transactionId ? -1 : 1),
  )[0];
}
