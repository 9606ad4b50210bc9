import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { payInCash, recordTransaction, refundAtCounter } from '../src/domain/fee-order.js';
import { orderStateOf } from '../src/domain/order-state.js';
import type { Transaction } from '../src/domain/transaction.js';
import { unaccountedOf, without, type Unaccounted } from '../src/domain/unaccounted.js';
import { openedOrder, transaction } from './support/builders.js';

const order = openedOrder();
/** The same once its dossier is accepted: what is paid back is a case from then on. */
const accepted = { ...order, facts: { ...order.facts, dossierAcceptedAt: new Date('2024-01-29T03:00:00Z') } };

const instants = fc.integer({ min: 0, max: 5 }).map((minute) => new Date(Date.UTC(2024, 0, 29, 4, minute)));
const ids = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const successes = fc.uniqueArray(
  fc.record({ transactionId: ids, kind: fc.constant('SUCCESS' as const), occurredAt: instants }),
  { selector: ({ transactionId }) => transactionId, maxLength: 3 },
);
/** Attempts fail under an id of their own, under that of a success, and several times under one. */
const failures = fc.uniqueArray(
  fc.record({ transactionId: ids, kind: fc.constant('FAILURE' as const), occurredAt: instants }),
  { selector: ({ transactionId, occurredAt }) => `${transactionId} ${occurredAt.getTime()}`, maxLength: 4 },
);
/** A refund bears an id of its own or that of a payment, and names what it pays back or not. */
const refunds = fc.uniqueArray(
  fc.record({
    transactionId: fc.constantFrom('p1', 'p2', 'r1', 'r2'),
    kind: fc.constant('REFUND' as const),
    occurredAt: instants,
    refundOf: fc.constantFrom(null, 'p1', 'p2', 'p9'),
  }),
  { selector: ({ transactionId }) => transactionId, maxLength: 3 },
);
const reports = fc
  .tuple(successes, failures, refunds)
  .map(([paid, failed, repaid]) => [...paid, ...failed, ...repaid].map((report) => transaction(report)));

/** The reports in some order of arrival, each twice. */
const arrivals = reports.chain((set) =>
  fc.record({
    set: fc.constant(set),
    arrived: fc.shuffledSubarray([...set, ...set], { minLength: 2 * set.length }),
  }),
);

describe('the state of an order', () => {
  it('depends on the set of reports alone, not on their order and repetition', () => {
    fc.assert(
      fc.property(arrivals, ({ set, arrived }) => {
        expect(orderStateOf(order.facts, arrived)).toEqual(orderStateOf(order.facts, set));
      }),
      { numRuns: 500 },
    );
  });

  it('is reached report by report, with a new revision exactly when it changes', () => {
    fc.assert(
      fc.property(arrivals, ({ set, arrived }) => {
        let current = order;
        for (const report of arrived) {
          const { order: next, change } = recordTransaction(current, report);
          expect(next.revision).toBe(current.revision + (change ? 1 : 0));
          expect(change !== null).toBe(JSON.stringify(next.state) !== JSON.stringify(current.state));
          current = next;
        }
        expect(current.state).toEqual(orderStateOf(order.facts, set));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves the same money unaccounted for, whatever order the reports come in', () => {
    fc.assert(
      fc.property(arrivals, fc.constantFrom(order, accepted), ({ set, arrived }, opened) => {
        const keyOf = ({ reason, subject }: Unaccounted): string => `${reason} ${subject}`;
        const open = new Set<string>();
        let current = opened;
        for (const report of arrived) {
          if (current.transactions.includes(report)) continue;
          const next = recordTransaction(current, report).order;
          const [was, is] = [unaccountedOf(current), unaccountedOf(next)];
          for (const gone of without(was, is)) open.delete(keyOf(gone));
          for (const found of without(is, was)) open.add(keyOf(found));
          current = next;
        }
        const expected = unaccountedOf({ ...current, transactions: set }).map(keyOf);
        expect([...open].toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 500 },
    );
  });

  it('is one with the same set when the counter pays back, and is never refunded before it was paid', () => {
    fc.assert(
      fc.property(arrivals, fc.option(instants), fc.option(instants), ({ set, arrived }, paidInCashAt, at) => {
        const facts = { ...order.facts, paidInCashAt, refundedAtCounterAt: at };
        const state = orderStateOf(facts, set);
        expect(orderStateOf(facts, arrived)).toEqual(state);
        if (state.refundedAt) expect(state.refundedAt >= state.settledAt!).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is never moved by the gateway once cancelled or paid in cash', () => {
    fc.assert(
      fc.property(reports, fc.constantFrom('cancelledAt' as const, 'paidInCashAt' as const), (set, ended) => {
        const facts = { ...order.facts, [ended]: new Date('2024-01-30T03:00:00Z') };
        const still = orderStateOf(facts, []);
        expect({ ...orderStateOf(facts, set), failedAttempts: 0 }).toEqual(still);
      }),
    );
  });
});

describe('an order', () => {
  const success = transaction({ transactionId: 'p1' });
  const refund = transaction({ transactionId: 'r1', kind: 'REFUND', occurredAt: new Date('2024-01-29T05:00:00Z') });
  const after = (...known: Transaction[]) => orderStateOf(order.facts, known);

  it('is settled online at the instant of its success', () => {
    const settledAt = '2024-01-29T04:00:00.000Z';
    expect(after(success)).toMatchObject({ status: 'SETTLED', method: 'ONLINE', settledAt, refundedAt: null });
  });

  it('stays open after failed attempts and counts them', () => {
    const failures = ['f1', 'f2'].map((transactionId) => transaction({ transactionId, kind: 'FAILURE' }));
    expect(after(...failures)).toMatchObject({ status: 'OPEN', failedAttempts: 2 });
    expect(after(...failures, success)).toMatchObject({ status: 'SETTLED', failedAttempts: 2 });
  });

  it('is settled once the transaction succeeds whose attempts failed, whatever arrives first', () => {
    const failed = transaction({ transactionId: 'p1', kind: 'FAILURE', occurredAt: new Date('2024-01-29T03:50:00Z') });
    for (const heard of [
      [failed, success],
      [success, failed],
      [failed, success, failed, success],
    ]) {
      expect(after(...heard)).toMatchObject({ status: 'SETTLED', method: 'ONLINE', failedAttempts: 1 });
    }
    const again = { ...failed, occurredAt: new Date('2024-01-29T03:55:00Z') };
    expect(after(again, success, failed)).toMatchObject({ status: 'SETTLED', failedAttempts: 2 });
  });

  it('is refunded by a refund that names the success, bears its id, or names nothing', () => {
    const refundedAt = '2024-01-29T05:00:00.000Z';
    for (const form of [{ refundOf: 'p1' }, { transactionId: 'p1' }, {}]) {
      expect(after({ ...refund, ...form }, success)).toMatchObject({
        status: 'REFUNDED',
        method: 'ONLINE',
        refundedAt,
      });
    }
  });

  it('stays open while a refund waits for the success that it overtook', () => {
    expect(after(refund)).toMatchObject({ status: 'OPEN', settledAt: null, refundedAt: null });
  });

  it('stays settled by its first success when only a second one is paid back', () => {
    const second = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T04:30:00Z') });
    for (const form of [{ refundOf: 'p2' }, { transactionId: 'p2' }]) {
      expect(after(second, success, { ...refund, ...form })).toMatchObject({
        status: 'SETTLED',
        settledAt: '2024-01-29T04:00:00.000Z',
      });
    }
  });

  it('is settled by the payment that came after the refund, whatever arrives first', () => {
    const again = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T06:00:00Z') });
    for (const refundOf of ['p1', null]) {
      const repaid = { ...refund, refundOf };
      for (const heard of [
        [success, repaid, again],
        [again, repaid, success],
        [success, again, repaid],
      ]) {
        expect(after(...heard)).toMatchObject({
          status: 'SETTLED',
          settledAt: '2024-01-29T06:00:00.000Z',
          refundedAt: null,
        });
      }
    }
  });

  it('is settled by the second payment when only the first is paid back', () => {
    const second = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T04:30:00Z') });
    const settledAt = '2024-01-29T04:30:00.000Z';
    for (const refundOf of ['p1', null]) {
      expect(after(success, second, { ...refund, refundOf })).toMatchObject({ status: 'SETTLED', settledAt });
    }
  });

  it('is refunded once every payment is paid back, by the one paid back last', () => {
    const second = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T06:00:00Z') });
    const refundedLast = { ...refund, transactionId: 'r2', occurredAt: new Date('2024-01-29T07:00:00Z') };
    expect(after(success, refund, second, refundedLast)).toMatchObject({
      status: 'REFUNDED',
      settledAt: '2024-01-29T06:00:00.000Z',
      refundedAt: '2024-01-29T07:00:00.000Z',
    });
  });

  it('stays settled when a refund happened before the payment, and is refunded by one at the same instant', () => {
    const before = { ...refund, occurredAt: new Date('2024-01-29T03:59:59.999Z') };
    for (const refundOf of ['p1', null]) {
      expect(after(success, { ...before, refundOf })).toMatchObject({ status: 'SETTLED', refundedAt: null });
      const { occurredAt } = success;
      expect(after(success, { ...refund, occurredAt, refundOf })).toMatchObject({ status: 'REFUNDED' });
    }
  });

  it('is settled by the online payment after the counter paid back the first one, online or cash', () => {
    const again = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T06:00:00Z') });
    const at = new Date('2024-01-29T05:00:00Z');
    const paidBefore = [
      recordTransaction(order, success).order,
      payInCash(order, new Date('2024-01-29T04:00:00Z')).order,
    ];
    for (const paid of paidBefore) {
      const repaid = refundAtCounter(paid, at).order;
      expect(repaid.state).toMatchObject({ status: 'REFUNDED', refundedAt: at.toISOString() });
      const { order: settled, change } = recordTransaction(repaid, again);
      const settledAt = again.occurredAt.toISOString();
      expect(settled.state).toMatchObject({ status: 'SETTLED', method: 'ONLINE', settledAt, refundedAt: null });
      expect(change).toEqual({ what: 'SETTLED', happenedAt: again.occurredAt });
    }
  });
});
