import { AppError, AppErrorKind } from '@motcua/kernel';
import type { DossierStateV1, PaymentStateV1 } from '@motcua/contracts';
import type { OrderFacts } from './order-facts.js';
import { orderStateOf } from './order-state.js';
import { EARLIEST_PAYMENT, type Transaction } from './transaction.js';

/** A dossier's fee as payments decides on it. */
export interface FeeOrder {
  readonly revision: number;
  /** Revision of the dossier that was last followed. */
  readonly dossierRevision: number;
  readonly facts: OrderFacts;
  /** Every report of the gateway about this order. */
  readonly transactions: readonly Transaction[];
  readonly state: PaymentStateV1;
  /** Agencies at which a role counts for this order: the settling one with all above it, and the receiving one. */
  readonly agencyPath: readonly string[];
}

/** A change of an order, and when it happened in the world. */
export interface OrderChange {
  readonly what: 'OPENED' | 'SETTLED' | 'FAILED' | 'REFUNDED' | 'CANCELLED';
  readonly happenedAt: Date;
}

/** An order after a step; `change` is null when nothing of its public state changed, so the revision stays. */
export interface OrderStep {
  readonly order: FeeOrder;
  readonly change: OrderChange | null;
}

/**
 * The instant since which a dossier owes its fee: a prepaid one from the submission, else from the acceptance. Null:
 * nothing is owed (yet, or here: the fee of an imported dossier is the old system's). Once a revision of a dossier owes
 * its fee, every later revision does.
 */
export function owedSince({ procedure, submittedAt, acceptedAt, externalCode }: DossierStateV1): Date | null {
  if (externalCode !== null) return null;
  const since = procedure.fee?.collection === 'PREPAID' ? submittedAt : acceptedAt;
  return procedure.fee && since ? new Date(since) : null;
}

/** A new order at revision 1 for a dossier that owes its fee, which has followed no revision yet; else null. */
export function openOrder(orderId: string, dossier: DossierStateV1): OrderStep | null {
  const openedAt = owedSince(dossier);
  if (!openedAt || !dossier.procedure.fee) return null;
  const facts: OrderFacts = {
    orderId,
    dossierId: dossier.dossierId,
    amountVnd: dossier.procedure.fee.amountVnd,
    openedAt,
    cancelledAt: null,
    paidInCashAt: null,
    refundedAtCounterAt: null,
    dossierAcceptedAt: null,
    dossierEndedAt: null,
  };
  const state = orderStateOf(facts, []);
  const order = { revision: 1, dossierRevision: 0, facts, transactions: [], state, agencyPath: agencyPathOf(dossier) };
  return { order, change: { what: 'OPENED', happenedAt: openedAt } };
}

/**
 * The order after a revision of its dossier: cancelled when the dossier ended before the fee was paid, and with the agencies that
 * settle the dossier now. A change of the agency is not public.
 */
export function followDossier(order: FeeOrder, dossier: DossierStateV1, revision: number): OrderStep {
  if (revision <= order.dossierRevision) return { order, change: null };
  const dossierEndedAt = endOf(dossier);
  const dossierAcceptedAt = dossier.acceptedAt === null ? null : new Date(dossier.acceptedAt);
  const facts = { ...order.facts, dossierAcceptedAt, dossierEndedAt };
  const followed = { ...order, facts, dossierRevision: revision, agencyPath: agencyPathOf(dossier) };
  if (!dossierEndedAt || order.state.status !== 'OPEN') return { order: followed, change: null };
  return advance({ ...followed, facts: { ...facts, cancelledAt: dossierEndedAt } }, dossierEndedAt);
}

/** The earliest of a dossier's ends without a result; null while it has none. One that has ended may still be voided. */
function endOf({ refusedAt, withdrawnAt, terminatedAt, voidedAt }: DossierStateV1): Date | null {
  const ends = [refusedAt, withdrawnAt, terminatedAt, voidedAt].filter((end) => end !== null);
  return ends.length === 0 ? null : new Date(Math.min(...ends.map((end) => Date.parse(end))));
}

function agencyPathOf({ settlingAgencyPath, receivingAgency }: DossierStateV1): readonly string[] {
  return [...new Set([...settlingAgencyPath, receivingAgency])];
}

/** The order with one more report of the gateway. */
export function recordTransaction(order: FeeOrder, transaction: Transaction): OrderStep {
  return advance({ ...order, transactions: [...order.transactions, transaction] }, transaction.occurredAt);
}

/**
 * The counter takes the fee in cash: of an open order, and again after an online payment was paid back. Cash is taken once, and
 * after a refund of the counter only later, so that it is clear which money that refund paid back.
 *
 * @throws AppError `illegal-transition`, `paid-in-cash-before`, `happened-out-of-order`
 */
export function payInCash(order: FeeOrder, at: Date): OrderStep {
  const { state, facts } = order;
  if (state.status === 'REFUNDED') requireOwedAnew(facts);
  else requireStatus(order, 'OPEN', 'cash');
  requireNotBefore(state.refundedAt ?? state.openedAt, at);
  if (facts.refundedAtCounterAt && at <= facts.refundedAtCounterAt) throw outOfOrder(at, facts.refundedAtCounterAt);
  return advance({ ...order, facts: { ...order.facts, paidInCashAt: at } }, at);
}

/**
 * The counter pays the fee back, however it was paid; once, since what is paid after that is paid online.
 *
 * @throws AppError `illegal-transition`, `refunded-at-counter-before`, `happened-out-of-order`
 */
export function refundAtCounter(order: FeeOrder, at: Date): OrderStep {
  requireStatus(order, 'SETTLED', 'refund');
  requireNeverRefundedAtCounter(order.facts);
  requireNotBefore(order.state.settledAt, at);
  return advance({ ...order, facts: { ...order.facts, refundedAtCounterAt: at } }, at);
}

/** The order as the present rules judge what is known of it; stored orders may have been judged by older rules. */
export function rejudge(order: FeeOrder, now: Date): OrderStep {
  return advance(order, now);
}

/** The order with the state that follows from what is known by now, at the next revision when that state is another. */
function advance(order: FeeOrder, at: Date): OrderStep {
  const state = orderStateOf(order.facts, order.transactions);
  const what = whatChanged(order.state, state);
  if (!what) return { order, change: null };
  const change = { what, happenedAt: happenedAt(what, state, at) };
  return { order: { ...order, state, revision: order.revision + 1 }, change };
}

function whatChanged(before: PaymentStateV1, after: PaymentStateV1): OrderChange['what'] | null {
  const moved =
    before.status !== after.status ||
    before.method !== after.method ||
    before.settledAt !== after.settledAt ||
    before.refundedAt !== after.refundedAt;
  if (moved && after.status !== 'OPEN') return after.status;
  return before.failedAttempts === after.failedAttempts ? null : 'FAILED';
}

function happenedAt(what: OrderChange['what'], { settledAt, refundedAt }: PaymentStateV1, at: Date): Date {
  if (what === 'SETTLED' && settledAt) return new Date(settledAt);
  if (what === 'REFUNDED' && refundedAt) return new Date(refundedAt);
  return at;
}

function requireStatus({ state }: FeeOrder, status: PaymentStateV1['status'], command: string): void {
  if (state.status === status) return;
  throw new AppError(`An order in state ${state.status} does not take "${command}"; it must be ${status}.`, {
    code: 'illegal-transition',
    retryable: false,
    kind: AppErrorKind.Conflict,
    details: { status: state.status },
  });
}

/** A fee that was paid back is owed again, unless the dossier has ended. */
function requireOwedAnew({ dossierEndedAt, paidInCashAt }: OrderFacts): void {
  if (dossierEndedAt) {
    throw new AppError(
      `The fee was paid back and the dossier ended at ${dossierEndedAt.toISOString()}: nothing is owed any more, so take no cash.`,
      { code: 'illegal-transition', retryable: false, kind: AppErrorKind.Conflict, details: { status: 'REFUNDED' } },
    );
  }
  if (!paidInCashAt) return;
  throw new AppError(
    `Cash was taken for this fee at ${paidInCashAt.toISOString()} and paid back; an order takes cash once. Let the fee be paid online; or, of an accepted dossier, take it against a paper receipt and have a supervisor close the case "accepted-but-refunded" as BOOKED with its number.`,
    { code: 'paid-in-cash-before', retryable: false, kind: AppErrorKind.Conflict },
  );
}

function requireNeverRefundedAtCounter({ refundedAtCounterAt }: OrderFacts): void {
  if (!refundedAtCounterAt) return;
  throw new AppError(
    `The counter paid this fee back at ${refundedAtCounterAt.toISOString()} already, and does so once. Pay back an online payment through the gateway; cash against a paper voucher, and have a supervisor close the case of the order with its number.`,
    { code: 'refunded-at-counter-before', retryable: false, kind: AppErrorKind.Conflict },
  );
}

function requireNotBefore(last: string | null, at: Date): void {
  const earliest = new Date(Math.max(EARLIEST_PAYMENT.getTime(), last === null ? 0 : Date.parse(last)));
  if (at < earliest) throw outOfOrder(at, earliest);
}

function outOfOrder(at: Date, last: Date): AppError {
  return new AppError(
    `happenedAt ${at.toISOString()} does not lie after ${last.toISOString()}, when the last thing happened to this order.`,
    { code: 'happened-out-of-order', retryable: false, kind: AppErrorKind.Unprocessable },
  );
}
