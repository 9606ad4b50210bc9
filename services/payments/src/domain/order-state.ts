import type { PaymentStateV1 } from '@motcua/contracts';
import type { OrderFacts } from './order-facts.js';
import { paymentsOf, payingOf } from './payment.js';
import type { Transaction } from './transaction.js';

/**
 * The version of the rules by which orders and their cases are judged. Raise it when they change: orders that were stored
 * under older rules are then judged again.
 */
export const RULES_VERSION = 2;

type Settlement = Pick<PaymentStateV1, 'status' | 'method' | 'settledAt' | 'refundedAt'>;

/**
 * The state of an order: a pure function of its facts and of the SET of the gateway's reports. Neither their order of
 * arrival nor their repetition matters, so a refund that overtakes its success ends in the same state.
 *
 * An order is paid by its earliest success that is not paid back, however many attempts failed before, also under the same
 * transaction id; any further success is surplus and changes nothing. So an order whose fee was paid back is settled again by the
 * next payment. The gateway does not change a cancelled order, nor one that is paid in cash.
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
  const paying = payingOf(paymentsOf(facts, transactions));
  if (!paying) return { status: 'OPEN', method: null, settledAt: null, refundedAt: null };
  const refundedAt = paying.refunds[0]?.at;
  return {
    status: refundedAt ? 'REFUNDED' : 'SETTLED',
    method: paying.transactionId === null ? 'CASH' : 'ONLINE',
    settledAt: paying.paidAt.toISOString(),
    refundedAt: refundedAt?.toISOString() ?? null,
  };
}
