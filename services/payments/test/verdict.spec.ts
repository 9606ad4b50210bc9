import { describe, expect, it } from '@jest/globals';
import type { Transaction } from '../src/domain/transaction.js';
import { judge, mayChange, type Verdict } from '../src/domain/verdict.js';
import { AMOUNT_VND, openedOrder, transaction } from './support/builders.js';

const order = openedOrder();
const now = new Date('2024-02-01T03:00:00Z');
const ours = (overrides: Partial<Transaction> = {}): Transaction =>
  transaction({ transactionId: 'T-1', orderId: order.facts.orderId, ...overrides });
const failed = ours({ kind: 'FAILURE', occurredAt: new Date('2024-01-29T03:50:00Z') });
const opened = order.facts.openedAt.getTime();

describe('a report', () => {
  const at = (milliseconds: number): Date => new Date(milliseconds);
  const cases: readonly (readonly [string, Transaction, readonly Transaction[], Verdict])[] = [
    ['the first one', ours(), [], 'applied'],
    ['the same again', ours(), [ours()], 'repeated'],
    ['a success after a failed attempt under its id', ours(), [failed], 'applied'],
    ['a failed attempt heard of after its success', failed, [ours()], 'applied'],
    ['the same failed attempt again', failed, [ours(), failed], 'repeated'],
    ['another failed attempt under the same id', { ...failed, occurredAt: at(opened) }, [failed], 'applied'],
    ['a refund under the id of its success', ours({ kind: 'REFUND' }), [ours()], 'applied'],
    ['a success at another instant', ours({ occurredAt: at(opened + 1) }), [ours()], 'transaction-differs'],
    [
      'a refund of something else',
      ours({ kind: 'REFUND', refundOf: 'x' }),
      [ours({ kind: 'REFUND' })],
      'transaction-differs',
    ],
    ["another order's transaction", ours(), [failed, transaction({ transactionId: 'T-1' })], 'transaction-differs'],
    [
      "a refund under the id of another order's payment",
      ours({ kind: 'REFUND' }),
      [transaction({ transactionId: 'T-1' })],
      'transaction-differs',
    ],
    ['too little', ours({ amountVnd: AMOUNT_VND - 3_000 }), [], 'amount-differs'],
    ['too much', ours({ amountVnd: AMOUNT_VND + 5_000 }), [], 'amount-differs'],
    ['five minutes before the opening', ours({ occurredAt: at(opened - 300_000) }), [], 'applied'],
    ['longer before the opening', ours({ occurredAt: at(opened - 300_001) }), [], 'occurred-out-of-bounds'],
    ['five seconds ahead', ours({ occurredAt: at(now.getTime() + 5_000) }), [], 'applied'],
    ['longer ahead', ours({ occurredAt: at(now.getTime() + 5_001) }), [], 'occurred-out-of-bounds'],
    ['the year 0', ours({ occurredAt: new Date('0000-01-01T00:00:00Z') }), [], 'occurred-out-of-bounds'],
    ['the year 9999', ours({ occurredAt: new Date('9999-12-31T23:59:59Z') }), [], 'occurred-out-of-bounds'],
  ];
  it.each(cases)('%s', (_, report, known, verdict) => {
    expect(judge(report, order, known, now)).toBe(verdict);
  });

  it('of an order that is not there', () => {
    expect(judge(ours(), null, [], now)).toBe('order-unknown');
  });

  it('of 2019 is not believed, whatever the order says', () => {
    const ancient = { ...order, facts: { ...order.facts, openedAt: new Date('0001-01-01T00:00:00Z') } };
    expect(judge(ours({ occurredAt: new Date('2019-12-31T16:59:59Z') }), ancient, [], now)).toBe(
      'occurred-out-of-bounds',
    );
  });

  it('is judged anew only where waiting can help', () => {
    expect([null, 'order-unknown', 'occurred-out-of-bounds'].every((verdict) => mayChange(verdict as Verdict))).toBe(
      true,
    );
    expect((['applied', 'repeated', 'amount-differs', 'not-judged'] as const).some(mayChange)).toBe(false);
  });
});
