import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import { dossierState } from '@motcua/testing';
import fc from 'fast-check';
import {
  followDossier,
  openOrder,
  owedSince,
  payInCash,
  recordTransaction,
  refundAtCounter,
  type FeeOrder,
} from '../src/domain/fee-order.js';
import { unaccountedOf } from '../src/domain/unaccounted.js';
import { chargedDossier, openedOrder, submittedDossier, transaction } from './support/builders.js';

const acceptedAt = '2024-01-29T04:00:00.000Z';
const withdrawn = { status: 'WITHDRAWN', withdrawnAt: '2024-01-30T03:00:00.000Z' } as const;
const voided = { status: 'VOIDED', voidedAt: '2024-02-02T03:00:00.000Z' } as const;
const transferred = { settlingAgency: '000.00.32.H06', settlingAgencyPath: ['H06', '000.00.32.H06'] };
const refused = { status: 'REFUSED_AT_INTAKE', refusedAt: '2024-01-30T03:00:00.000Z' } as const;

describe('a fee', () => {
  it('is owed from the submission when prepaid, from the acceptance when postpaid, never when there is none', () => {
    expect(owedSince(submittedDossier('PREPAID'))?.toISOString()).toBe('2024-01-29T03:00:00.000Z');
    expect(owedSince(submittedDossier('POSTPAID'))).toBeNull();
    expect(owedSince(chargedDossier('POSTPAID', { acceptedAt }))?.toISOString()).toBe(acceptedAt);
    expect(owedSince(dossierState())).toBeNull();
  });

  it('is never owed here for an imported dossier: the system it came from has taken it', () => {
    const imported = chargedDossier('POSTPAID', { externalCode: 'OLD-17' });
    expect(owedSince(imported)).toBeNull();
    expect(openOrder('01890000-0000-7000-8000-000000000001', imported)).toBeNull();
  });
});

/** What the consumer does with the revisions of one dossier that reach it. */
function follow(revisions: readonly (readonly [number, DossierStateV1])[]): FeeOrder | null {
  let order: FeeOrder | null = null;
  for (const [revision, state] of revisions) {
    order ??= openOrder('01890000-0000-7000-8000-000000000001', state)?.order ?? null;
    if (order) order = followDossier(order, state, revision).order;
  }
  return order;
}

describe('following a dossier', () => {
  const { dossierId } = dossierState();
  const histories = {
    'a prepaid one that is refused': [submittedDossier('PREPAID'), submittedDossier('PREPAID', refused)],
    'a postpaid one that is withdrawn': [
      submittedDossier('POSTPAID'),
      chargedDossier('POSTPAID'),
      chargedDossier('POSTPAID', withdrawn),
    ],
    'a postpaid one that is withdrawn before it was accepted': [
      submittedDossier('POSTPAID'),
      submittedDossier('POSTPAID', withdrawn),
    ],
    'one that is transferred, withdrawn and then voided': [
      chargedDossier('POSTPAID'),
      chargedDossier('POSTPAID', transferred),
      chargedDossier('POSTPAID', { ...transferred, ...withdrawn }),
      chargedDossier('POSTPAID', { ...transferred, ...withdrawn, ...voided }),
    ],
    'a postpaid one that is completed': [
      submittedDossier('POSTPAID'),
      chargedDossier('POSTPAID'),
      chargedDossier('POSTPAID', { status: 'COMPLETED' }),
    ],
  };
  it.each(Object.entries(histories))(
    '%s ends alike under any order, repetition and loss before the last revision',
    (_, states) => {
      const revisions = states.map((state, index) => [index + 1, { ...state, dossierId }] as const);
      const straight = follow(revisions);
      const arrivals = fc
        .shuffledSubarray([...revisions, ...revisions])
        .filter((arrived) => arrived.includes(revisions.at(-1)!));
      fc.assert(
        fc.property(arrivals, (arrived) => {
          expect(follow(arrived)).toEqual(straight);
        }),
      );
    },
  );

  const ends: readonly (readonly [string, Partial<DossierStateV1>, string])[] = [
    ['refused', refused, refused.refusedAt],
    ['withdrawn', withdrawn, withdrawn.withdrawnAt],
    ['terminated', { status: 'TERMINATED', terminatedAt: acceptedAt }, acceptedAt],
    ['voided', voided, voided.voidedAt],
    ['withdrawn and later voided', { ...withdrawn, ...voided }, withdrawn.withdrawnAt],
  ];
  it.each(ends)('cancels an order when the dossier is %s unpaid, at the earliest of its ends', (_, ended, at) => {
    const { order, change } = followDossier(openedOrder(), chargedDossier('POSTPAID', ended), 3);
    expect(order).toMatchObject({ revision: 2, dossierRevision: 3, state: { status: 'CANCELLED', settledAt: null } });
    expect(order.facts.cancelledAt).toEqual(new Date(at));
    expect(change).toEqual({ what: 'CANCELLED', happenedAt: new Date(at) });
  });

  it('hands an order over to the agency that a dossier is transferred to, without a public change', () => {
    const open = openedOrder();
    const { order, change } = followDossier(open, chargedDossier('POSTPAID', transferred), 3);
    expect(order.agencyPath).toEqual(['H06', '000.00.32.H06', '000.00.31.H06']);
    expect(change).toBeNull();
    expect(order).toMatchObject({ revision: 1, dossierRevision: 3, state: open.state });
  });

  it('leaves a paid order as it is when the dossier ends', () => {
    const paid = recordTransaction(openedOrder(), transaction()).order;
    const { order, change } = followDossier(paid, chargedDossier('POSTPAID', withdrawn), 3);
    expect(change).toBeNull();
    expect(order).toMatchObject({ revision: 2, dossierRevision: 3, state: { status: 'SETTLED' } });
    expect(order.facts).toMatchObject({ cancelledAt: null, dossierEndedAt: new Date(withdrawn.withdrawnAt) });
  });
});

describe('the counter', () => {
  const at = new Date('2024-01-30T02:00:00Z');

  it('takes cash for an open order and pays it back', () => {
    const paid = payInCash(openedOrder(), at);
    expect(paid).toMatchObject({
      order: { state: { status: 'SETTLED', method: 'CASH' } },
      change: { what: 'SETTLED', happenedAt: at },
    });
    const repaid = refundAtCounter(paid.order, at);
    expect(repaid).toMatchObject({
      order: { revision: 3, state: { status: 'REFUNDED', method: 'CASH' } },
      change: { what: 'REFUNDED' },
    });
  });

  it('pays back what was paid online, and a later refund of the gateway changes nothing', () => {
    const paid = recordTransaction(openedOrder(), transaction({ transactionId: 'p1' })).order;
    const repaid = refundAtCounter(paid, at).order;
    expect(repaid.state).toMatchObject({ status: 'REFUNDED', method: 'ONLINE', refundedAt: at.toISOString() });
    expect(recordTransaction(repaid, transaction({ transactionId: 'p1', kind: 'REFUND' })).change).toBeNull();
  });

  it('takes cash from no order that is paid or cancelled, and pays back none that is not paid', () => {
    const paid = payInCash(openedOrder(), at).order;
    const cancelled = followDossier(openedOrder(), chargedDossier('POSTPAID', withdrawn), 3).order;
    for (const order of [paid, cancelled]) {
      expect(() => payInCash(order, at)).toThrow(expect.objectContaining({ code: 'illegal-transition' }));
    }
    for (const order of [openedOrder(), cancelled, refundAtCounter(paid, at).order]) {
      expect(() => refundAtCounter(order, at)).toThrow(expect.objectContaining({ code: 'illegal-transition' }));
    }
  });

  const paidOnline = recordTransaction(openedOrder(), transaction({ transactionId: 'p1' })).order;
  const refundOnline = transaction({ transactionId: 'p1', kind: 'REFUND', occurredAt: at });
  const paidBack: readonly (readonly [string, FeeOrder])[] = [
    ['the gateway', recordTransaction(paidOnline, refundOnline).order],
    ['the counter', refundAtCounter(paidOnline, at).order],
  ];
  it.each(paidBack)('takes cash anew for a fee paid online that %s has paid back', (_, refunded) => {
    const settledAt = '2024-01-30T02:00:00.001Z';
    const { order, change } = payInCash(refunded, new Date(settledAt));
    expect(order).toMatchObject({
      revision: 4,
      state: { status: 'SETTLED', method: 'CASH', settledAt, refundedAt: null },
    });
    expect(change).toEqual({ what: 'SETTLED', happenedAt: new Date(settledAt) });
    expect(unaccountedOf(order)).toEqual([]);
    expect(() => payInCash(refunded, new Date(at.getTime() - 1))).toThrow(
      expect.objectContaining({ code: 'happened-out-of-order' }),
    );
  });

  it('takes cash anew only after its own refund, so that nothing is paid back before it was paid', () => {
    const refunded = refundAtCounter(paidOnline, at).order;
    expect(() => payInCash(refunded, at)).toThrow(expect.objectContaining({ code: 'happened-out-of-order' }));
  });

  it('says what to do when the fee was paid back and cash was taken for it before, or the dossier has ended', () => {
    const refunded = refundAtCounter(payInCash(openedOrder(), at).order, at).order;
    expect(() => payInCash(refunded, new Date('2024-01-30T04:00:00Z'))).toThrow(
      expect.objectContaining({ code: 'paid-in-cash-before', message: expect.stringContaining('online') }),
    );
    const ended = followDossier(paidBack[0]![1], chargedDossier('POSTPAID', withdrawn), 3).order;
    expect(() => payInCash(ended, new Date('2024-01-30T04:00:00Z'))).toThrow(
      expect.objectContaining({ code: 'illegal-transition', message: expect.stringContaining('ended') }),
    );
  });

  it('pays back once: what was paid online after that goes back through the gateway', () => {
    const cash = payInCash(openedOrder(), at).order;
    const again = transaction({ occurredAt: new Date('2024-01-30T03:00:00Z') });
    const settled = recordTransaction(refundAtCounter(cash, at).order, again).order;
    expect(() => refundAtCounter(settled, new Date('2024-01-30T04:00:00Z'))).toThrow(
      expect.objectContaining({ code: 'refunded-at-counter-before' }),
    );
    const repaid = transaction({ kind: 'REFUND', occurredAt: new Date('2024-01-30T04:00:00Z') });
    expect(recordTransaction(settled, repaid).order.state).toMatchObject({ status: 'REFUNDED', method: 'ONLINE' });
  });

  it('says that the order is settled online when it pays back cash beside an online payment of the same instant', () => {
    const both = recordTransaction(payInCash(openedOrder(), at).order, transaction({ occurredAt: at })).order;
    const { order, change } = refundAtCounter(both, at);
    expect(order).toMatchObject({ revision: both.revision + 1, state: { status: 'SETTLED', method: 'ONLINE' } });
    expect(change).toEqual({ what: 'SETTLED', happenedAt: at });
  });

  it('does nothing before the order was opened or paid', () => {
    const early = new Date('2024-01-29T02:59:59Z');
    const outOfOrder = expect.objectContaining({ code: 'happened-out-of-order' });
    expect(() => payInCash(openedOrder(), early)).toThrow(outOfOrder);
    expect(() => refundAtCounter(payInCash(openedOrder(), at).order, early)).toThrow(outOfOrder);
    const ancient = openedOrder(chargedDossier('POSTPAID', { acceptedAt: '0001-01-01T00:00:00.000Z' }));
    expect(() => payInCash(ancient, new Date('2019-12-31T16:59:59Z'))).toThrow(outOfOrder);
  });
});
