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
  /** When the dossier ended without a result, whatever had become of the fee by then. */
  readonly dossierEndedAt: Date | null;
}

type Settlement = Pick<PaymentStateV1, 'status' | 'method' | 'settledAt' | 'refundedAt'>;

/**
 * The state of an order: a pure function of its facts and of the SET of the gateway's reports. Neither their order of
 * arrival nor their repetition matters, so a refund that overtakes its success ends in the same state.
 *
 * An order is paid by its earliest success, however many attempts failed before, also under the same transaction id; any
 * further success is money too much and changes nothing. A refund that names no transaction pays back the one that paid
 * the order. Cancelled or paid in cash, an order is not moved by the gateway.
 */
export function orderStateOf(facts: OrderFacts, transactions: readonly Transaction[]): PaymentStateV1 {
  const failures = transactions.filter(({ kind }) => kind === 'FAILURE');
  return {
    dossierId: facts.dossierId,
    orderId: facts.orderId,
    amountVnd: facts.amountVnd,
    openedAt: facts.openedAt.toISOString(),
    ...settlementOf(facts, transactions),
    failedAttempts: new Set(failures.map(({ transactionId, occurredAt }) => `${transactionId} ${occurredAt.getTime()}`))
      .size,
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
  const refunds = transactions.filter(
    (each) => each.kind === 'REFUND' && targetOf(each, transactions) === success.transactionId,
  );
  return earliest(refunds)?.occurredAt ?? null;
}

/**
 * The transaction id that a refund pays back: what it names, else the success whose id it bears, else the one that paid
 * the order; undefined while nothing was paid. What a refund names need not be a success of this order.
 */
export function targetOf(
  { refundOf, transactionId }: Transaction,
  transactions: readonly Transaction[],
): string | undefined {
  if (refundOf !== null) return refundOf;
  const bearsItsId = transactions.some((each) => each.kind === 'SUCCESS' && each.transactionId === transactionId);
  return bearsItsId ? transactionId : paymentOf(transactions)?.transactionId;
}

/** The one that happened first; of several at the same instant the one with the lowest id. */
export function earliest(transactions: readonly Transaction[]): Transaction | undefined {
  return transactions.toSorted(
    (one, other) =>
      one.occurredAt.getTime() - other.occurredAt.getTime() || (one.transactionId < other.transactionId ? -1 : 1),
  )[0];
}
