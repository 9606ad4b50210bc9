import { describe, expect, it } from '@jest/globals';
import type { DossierStateV1 } from '@motcua/contracts';
import {
  followDossier,
  payInCash,
  recordTransaction,
  refundAtCounter,
  type FeeOrder,
} from '../src/domain/fee-order.js';
import { unaccountedOf } from '../src/domain/unaccounted.js';
import { chargedDossier, openedOrder, submittedDossier, transaction } from './support/builders.js';

const later = new Date('2024-01-30T02:00:00Z');
const p1 = transaction({ transactionId: 'p1' });
const p2 = transaction({ transactionId: 'p2', occurredAt: new Date('2024-01-29T06:00:00Z') });
const refundOf = (id: string | null, transactionId = 'r1', hour = 7) =>
  transaction({ transactionId, kind: 'REFUND', refundOf: id, occurredAt: new Date(Date.UTC(2024, 0, 29, hour)) });
const knowing = (order: FeeOrder, ...reports: Parameters<typeof recordTransaction>[1][]): FeeOrder =>
  reports.reduce((known, report) => recordTransaction(known, report).order, order);
const ended = (order: FeeOrder, end: Partial<DossierStateV1>): FeeOrder =>
  followDossier(order, chargedDossier('POSTPAID', end), 3).order;

const submitted = submittedDossier('PREPAID');
const notAccepted = followDossier(openedOrder(submitted), submitted, 1).order;
/** An order that follows an accepted dossier. */
const accepted = followDossier(openedOrder(), chargedDossier('POSTPAID'), 2).order;
const withdrawn = { withdrawnAt: '2024-01-30T03:00:00.000Z' };
const cash = payInCash(openedOrder(), later).order;
const cancelled = ended(openedOrder(), withdrawn);
const paid = knowing(openedOrder(), p1);
const p2Only = knowing(openedOrder(), p2);
const five = new Date('2024-01-29T05:00:00Z');
const cashAtFour = payInCash(openedOrder(), p1.occurredAt).order;

describe('money that an order accounts for', () => {
  const cases: readonly (readonly [string, FeeOrder])[] = [
    ['nothing', openedOrder()],
    ['one success', paid],
    ['failures, also under the id of the success', knowing(paid, { ...p1, kind: 'FAILURE' })],
    ['a refund of the success', knowing(paid, refundOf('p1'))],
    ['a refund under the id of the success', knowing(paid, refundOf(null, 'p1'))],
    ['a refund that overtook its success', knowing(openedOrder(), refundOf('p1'), p1)],
    ['a second success that was paid back', knowing(paid, p2, refundOf('p2'))],
    ['a success after the refund of the first', knowing(paid, refundOf('p1', 'r1', 5), p2)],
    ['a success after a refund that names nothing', knowing(p2Only, p1, refundOf(null, 'r1', 5))],
    ['the second of two successes when the first is paid back', knowing(paid, p2, refundOf('p1'))],
    ['two successes and two refunds that name nothing', knowing(paid, p2, refundOf(null), refundOf(null, 'r2', 8))],
    ['a success after the counter paid the first back', knowing(refundAtCounter(paid, five).order, p2)],
    ['a success after the counter paid the cash back', knowing(refundAtCounter(cashAtFour, five).order, p2)],
    ['a success beside the cash that the counter paid back', refundAtCounter(knowing(cash, p1), later).order],
    ['a refund at the instant of the success', knowing(paid, refundOf(null, 'r1', 4))],
    ['both successes paid back', knowing(paid, p2, refundOf('p2'), refundOf('p1', 'r2'))],
    ['a success after the end that was paid back', knowing(cancelled, p1, refundOf('p1'))],
    ['a success beside the cash that was paid back', knowing(cash, p1, refundOf(null))],
    ['a fee paid back by the gateway after the dossier ended', knowing(ended(paid, withdrawn), refundOf('p1'))],
    ['a fee paid back at the counter after the dossier ended', refundAtCounter(ended(paid, withdrawn), later).order],
    ['the paid fee of an accepted dossier', knowing(accepted, p1)],
    ['the refunded fee of a dossier that is not accepted', knowing(notAccepted, p1, refundOf('p1'))],
    ['the refunded fee of an accepted dossier that is paid again', knowing(accepted, p1, refundOf('p1', 'r1', 5), p2)],
    ['the refunded fee of an accepted dossier that ended', ended(knowing(accepted, p1, refundOf('p1')), withdrawn)],
  ];
  it.each(cases)('%s', (_, order) => {
    expect(unaccountedOf(order)).toEqual([]);
  });
});

describe('money that an order does not account for', () => {
  const voided = { voidedAt: '2024-02-02T03:00:00.000Z' };
  const terminated = { terminatedAt: '2024-02-02T03:00:00.000Z' };
  const cases: readonly (readonly [string, FeeOrder, readonly string[]])[] = [
    ['a second success', knowing(paid, p2), ['p2 order-paid-before']],
    [
      'of two successes the later one, also when heard of first',
      knowing(openedOrder(), p2, p1),
      ['p2 order-paid-before'],
    ],
    ['a success after the end', knowing(cancelled, p1), ['p1 order-cancelled']],
    ['a success beside the cash', knowing(cash, p1), ['p1 order-paid-in-cash']],
    ['a refund of an unpaid order', knowing(openedOrder(), refundOf(null)), ['r1 refund-of-unpaid']],
    ['a refund of an order paid in cash', knowing(cash, refundOf(null)), ['r1 refund-of-unpaid']],
    ['a refund before the success', knowing(paid, refundOf(null, 'r1', 3)), ['r1 refund-of-unpaid']],
    ['a refund before the success that it names', knowing(paid, refundOf('p1', 'r1', 3)), ['r1 refund-of-unpaid']],
    ['a refund before the success whose id it bears', knowing(paid, refundOf(null, 'p1', 3)), ['p1 refund-of-unpaid']],
    [
      'a third success after the refund of the first',
      knowing(paid, refundOf('p1', 'r1', 5), p2, { ...p2, transactionId: 'p3' }),
      ['p3 order-paid-before'],
    ],
    ['a refund that names nobody', knowing(paid, refundOf('p9')), ['r1 refund-of-nobody']],
    [
      'a refund that names a failed attempt',
      knowing(paid, { ...p2, kind: 'FAILURE' }, refundOf('p2')),
      ['r1 refund-of-nobody'],
    ],
    ['a second refund', knowing(paid, refundOf('p1'), refundOf(null, 'r2', 8)), ['r2 refund-again']],
    [
      'a second refund of one duplicate payment',
      knowing(paid, p2, refundOf('p2'), refundOf('p2', 'r2', 8)),
      ['r2 refund-again'],
    ],
    [
      'a refund by the gateway of what the counter has paid back',
      knowing(refundAtCounter(paid, later).order, refundOf('p1')),
      ['r1 refund-again'],
    ],
    ['the refunded fee of an accepted dossier', knowing(accepted, p1, refundOf('p1')), ['r1 accepted-but-refunded']],
    [
      'the fee of an accepted dossier that the counter paid back',
      refundAtCounter(knowing(accepted, p1), later).order,
      ['- accepted-but-refunded'],
    ],
    [
      'a refund by the gateway of what the counter has paid back for an accepted dossier',
      knowing(refundAtCounter(knowing(accepted, p1), later).order, refundOf('p1')),
      ['r1 refund-again', '- accepted-but-refunded'],
    ],
    ['the fee of a voided dossier', ended(paid, voided), ['p1 dossier-ended-after-payment']],
    ['the fee of a terminated dossier', ended(paid, terminated), ['p1 dossier-ended-after-payment']],
    ['the cash of a withdrawn dossier', ended(cash, withdrawn), ['- dossier-ended-after-payment']],
  ];
  it.each(cases)('%s', (_, order, expected) => {
    const found = unaccountedOf(order).map((each) => `${each.transaction?.transactionId ?? '-'} ${each.reason}`);
    expect(found).toEqual(expected);
  });
});
