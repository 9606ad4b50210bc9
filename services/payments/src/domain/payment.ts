import type { OrderFacts } from './order-facts.js';
import type { Transaction } from './transaction.js';

/** Money that came in for an order. */
export interface Payment {
  /** Null: cash. */
  readonly transactionId: string | null;
  readonly paidAt: Date;
  /** What paid it back: first the refund that counts; any further one is surplus. */
  readonly refunds: readonly Refund[];
}

export interface Refund {
  readonly at: Date;
  /** Null: at the counter. */
  readonly transaction: Transaction | null;
}

type Refunds = ReadonlyMap<string, readonly Refund[]>;

/**
 * Every payment of an order, cash first and then by instant, with what paid it back: a function of the order's facts and
 * of the SET of the gateway's reports. No refund pays back what was paid after it; equal instants count as paid before.
 */
export function paymentsOf(facts: OrderFacts, transactions: readonly Transaction[]): readonly Payment[] {
  const { paidInCashAt, refundedAtCounterAt } = facts;
  const atCounter = refundedAtCounterAt ? [{ at: refundedAtCounterAt, transaction: null }] : [];
  const ofCash = paidInCashAt ? atCounter.filter(({ at }) => paidInCashAt <= at) : [];
  const successes = inOrder(transactions, 'SUCCESS');
  const refunds = inOrder(transactions, 'REFUND').map((transaction) => ({ at: transaction.occurredAt, transaction }));
  const paidBack = unnamedPaidBack(
    successes,
    [
      ...(ofCash.length > 0 ? [] : atCounter),
      ...refunds.filter(({ transaction }) => !targetOf(transaction, successes)),
    ],
    namedPaidBack(successes, refunds),
  );
  const online = successes.map(({ transactionId, occurredAt }) => ({
    transactionId,
    paidAt: occurredAt,
    refunds: (paidBack.get(transactionId) ?? []).toSorted(byCounterAndInstant),
  }));
  return paidInCashAt ? [{ transactionId: null, paidAt: paidInCashAt, refunds: ofCash }, ...online] : online;
}

/**
 * The payment by which an order is paid: the cash, else the earliest success, of those that are not paid back. When all are paid
 * back, it is the one paid back last, because the order was paid by it until then. Undefined while nothing was paid.
 */
export function payingOf(payments: readonly Payment[]): Payment | undefined {
  const refundedLast = (one: Payment, other: Payment): number =>
    other.refunds[0]!.at.getTime() - one.refunds[0]!.at.getTime();
  return payments.find(({ refunds }) => refunds.length === 0) ?? payments.toSorted(refundedLast)[0];
}

/** The transaction id that a refund says it pays back: what it names, else the success whose id it bears. */
export function targetOf({ refundOf, transactionId }: Transaction, successes: readonly Transaction[]): string | null {
  if (refundOf !== null) return refundOf;
  return successes.some((success) => success.transactionId === transactionId) ? transactionId : null;
}

function namedPaidBack(
  successes: readonly Transaction[],
  refunds: readonly (Refund & { readonly transaction: Transaction })[],
): Refunds {
  const paidBack = successes.map(({ transactionId, occurredAt }) => {
    const its = refunds.filter(({ at, transaction }) => {
      return targetOf(transaction, successes) === transactionId && occurredAt <= at;
    });
    return [transactionId, its] as const;
  });
  return new Map(paidBack.filter(([, its]) => its.length > 0));
}

/**
 * Adds the refunds that name no payment, those of the counter included. In order, each pays back the earliest success that is not
 * paid back yet; when there is none, it is a surplus refund of the latest success.
 */
function unnamedPaidBack(successes: readonly Transaction[], unnamed: readonly Refund[], named: Refunds): Refunds {
  return unnamed.toSorted(byInstant).reduce((paidBack, refund) => {
    const before = successes.filter(({ occurredAt }) => occurredAt <= refund.at);
    const target = before.find(({ transactionId }) => !paidBack.has(transactionId)) ?? before.at(-1);
    if (!target) return paidBack;
    const { transactionId } = target;
    return new Map([...paidBack, [transactionId, [...(paidBack.get(transactionId) ?? []), refund]]]);
  }, named);
}

/** Those of a kind, each once, by instant; of several at the same instant the one with the lowest id first. */
function inOrder(transactions: readonly Transaction[], wanted: Transaction['kind']): readonly Transaction[] {
  const ofKind = transactions.filter(({ kind }) => kind === wanted);
  return [...new Map(ofKind.map((each) => [each.transactionId, each])).values()].toSorted(
    (one, other) =>
      one.occurredAt.getTime() - other.occurredAt.getTime() || (one.transactionId < other.transactionId ? -1 : 1),
  );
}

/** By instant; at the same instant the counter's first, then by id. */
function byInstant(one: Refund, other: Refund): number {
  const idOf = ({ transaction }: Refund): string => transaction?.transactionId ?? '';
  return one.at.getTime() - other.at.getTime() || (idOf(one) < idOf(other) ? -1 : 1);
}

/** The counter's refund first, because it counts before any that the gateway reports. */
function byCounterAndInstant(one: Refund, other: Refund): number {
  const online = ({ transaction }: Refund): number => (transaction ? 1 : 0);
  return online(one) - online(other) || byInstant(one, other);
}
