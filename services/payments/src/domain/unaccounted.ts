import type { FeeOrder } from './fee-order.js';
import { paymentsOf, payingOf, targetOf, type Payment } from './payment.js';
import type { Transaction } from './transaction.js';

/** Why money of an order is not accounted for. */
export const UNACCOUNTED_REASONS = [
  /** Paid online after the dossier ended unpaid. */
  'order-cancelled',
  /** Paid online beside the cash. */
  'order-paid-in-cash',
  /** Paid online a second time. */
  'order-paid-before',
  /** Paid back, although nothing was paid online before. */
  'refund-of-unpaid',
  /** Paid back is a transaction that is no payment of this order. */
  'refund-of-nobody',
  /** Paid back a second time. */
  'refund-again',
  /** The dossier ended without a result, and its fee stands paid. */
  'dossier-ended-after-payment',
  /** The dossier is accepted, and its fee stands paid back: it is served unpaid. */
  'accepted-but-refunded',
] as const;
export type UnaccountedReason = (typeof UNACCOUNTED_REASONS)[number];

/** Money that moved and that the order does not account for. */
export interface Unaccounted {
  readonly reason: UnaccountedReason;
  /** Identifies the money: always the same for the same money. */
  readonly subject: string;
  /** Null: what the counter took or paid back. */
  readonly transaction: Transaction | null;
}

/** A reason and a subject, which together name one piece of money. */
interface About {
  readonly reason: string;
  readonly subject: string;
}

/**
 * The money that an order does not account for: a function of its facts and of the SET of the gateway's reports, as its
 * state is. So a refund that overtook its success is accounted for once the success is there, and money paid twice once
 * it is paid back.
 */
export function unaccountedOf(order: FeeOrder): readonly Unaccounted[] {
  return [
    ...order.transactions.flatMap((transaction) => {
      const reason = reasonOf(order, transaction);
      const subject = `${order.facts.orderId} ${transaction.kind} ${transaction.transactionId}`;
      return reason ? [{ reason, subject, transaction }] : [];
    }),
    ...unaccountedOfDossier(order),
  ];
}

/** Money that is paid, or paid back, and does not fit the state of the dossier. */
function unaccountedOfDossier({ facts, transactions }: FeeOrder): readonly Unaccounted[] {
  const paying = payingOf(paymentsOf(facts, transactions));
  if (!paying || facts.cancelledAt) return [];
  const { orderId, dossierAcceptedAt, dossierEndedAt } = facts;
  const [refund] = paying.refunds;
  if (dossierEndedAt && !refund) {
    const transaction = transactions.find((each) => isPaidBy(each, paying)) ?? null;
    return [{ reason: 'dossier-ended-after-payment', subject: orderId, transaction }];
  }
  if (!dossierAcceptedAt || dossierEndedAt || !refund) return [];
  const subject = `${orderId} paid back ${paying.transactionId ?? 'CASH'}`;
  return [{ reason: 'accepted-but-refunded', subject, transaction: refund.transaction }];
}

function isPaidBy({ kind, transactionId }: Transaction, paying: Payment): boolean {
  return kind === 'SUCCESS' && transactionId === paying.transactionId;
}

/** What is in `one` and not in `other`. */
export function without<One extends About>(one: readonly One[], other: readonly About[]): readonly One[] {
  return one.filter(({ reason, subject }) => !other.some((each) => each.reason === reason && each.subject === subject));
}

function reasonOf(order: FeeOrder, transaction: Transaction): UnaccountedReason | null {
  if (transaction.kind === 'FAILURE') return null;
  return transaction.kind === 'SUCCESS' ? reasonOfPayment(order, transaction) : reasonOfRefund(order, transaction);
}

function reasonOfPayment({ facts, transactions }: FeeOrder, { transactionId }: Transaction): UnaccountedReason | null {
  const payments = paymentsOf(facts, transactions);
  if (payments.some((each) => each.transactionId === transactionId && each.refunds.length > 0)) return null;
  if (facts.cancelledAt) return 'order-cancelled';
  const paying = payingOf(payments)?.transactionId;
  if (paying === null) return 'order-paid-in-cash';
  return paying === transactionId ? null : 'order-paid-before';
}

function reasonOfRefund({ facts, transactions }: FeeOrder, refund: Transaction): UnaccountedReason | null {
  for (const { refunds } of paymentsOf(facts, transactions)) {
    const place = refunds.findIndex(({ transaction }) => transaction?.transactionId === refund.transactionId);
    if (place !== -1) return place === 0 ? null : 'refund-again';
  }
  const successes = transactions.filter(({ kind }) => kind === 'SUCCESS');
  const target = targetOf(refund, successes);
  const ofNobody = target !== null && !successes.some(({ transactionId }) => transactionId === target);
  return ofNobody && successes.length > 0 ? 'refund-of-nobody' : 'refund-of-unpaid';
}
