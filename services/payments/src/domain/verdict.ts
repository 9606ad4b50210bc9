import type { FeeOrder } from './fee-order.js';
import { EARLIEST_PAYMENT, isSameHappening, saysTheSame, type Transaction } from './transaction.js';

/** Why a report is not among an order's transactions, so that a person must look at it. */
export const REPORT_REASONS = [
  /** Signed, but not as declared. */
  'report-unreadable',
  'order-unknown',
  'amount-differs',
  /** Before the order was opened, or in the future. */
  'occurred-out-of-bounds',
  /** The transaction was reported before with other content, or for another order. */
  'transaction-differs',
  /** Judging it failed with an error that a retry does not help against. */
  'not-judged',
] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** The verdict on a signed report: applied to its order, a repetition, or not applied for a reason. */
export type Verdict = 'applied' | 'repeated' | ReportReason;

/** How far the gateway's clock may be ahead of ours. */
const AHEAD_MS = 5_000;
/** How long before the order's opening a report may lie: the clocks of counter and gateway differ. */
const BEHIND_MS = 5 * 60_000;

/**
 * Judges a report by its order (null: there is none) and by what is known under its transaction id, of whichever order.
 * Total and pure.
 */
export function judge(report: Transaction, order: FeeOrder | null, known: readonly Transaction[], now: Date): Verdict {
  if (!order) return 'order-unknown';
  if (report.amountVnd !== order.facts.amountVnd) return 'amount-differs';
  if (!isCredible(report.occurredAt, order.facts.openedAt, now)) return 'occurred-out-of-bounds';
  const same = known.find((each) => isSameHappening(each, report));
  if (same) return saysTheSame(same, report) ? 'repeated' : 'transaction-differs';
  return known.some(({ orderId }) => orderId !== report.orderId) ? 'transaction-differs' : 'applied';
}

function isCredible(occurredAt: Date, openedAt: Date, now: Date): boolean {
  if (occurredAt < EARLIEST_PAYMENT || occurredAt.getTime() < openedAt.getTime() - BEHIND_MS) return false;
  return occurredAt.getTime() <= now.getTime() + AHEAD_MS;
}

/** Whether a verdict may still change without a person: when the order is opened, or the instant comes. */
export function mayChange(verdict: Verdict | null): boolean {
  return verdict === null || verdict === 'order-unknown' || verdict === 'occurred-out-of-bounds';
}
