import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DossierTerminatedV1, DossierVoidedV1, DossierWithdrawnV1 } from '@motcua/contracts';
import { eventOf, eventually } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { AMOUNT_VND, chargedDossier } from './support/builders.js';
import { openPaymentsStage, signed, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const stateOf = async ({ dossierId }: Order) => (await stage.get(`/orders?dossierId=${dossierId}`, stage.officer)).body;
const refundOf = (order: Order, refundOf: string | undefined, overrides: object = {}) =>
  success(order.orderId, { type: 'payment.refunded', refundOf, occurredAt: '2024-01-29T05:00:00.000Z', ...overrides });

interface KeptRow {
  readonly verdict: string;
  readonly body: string;
}

const keptOf = (transactionId: unknown) =>
  stage.database.query<KeptRow>(
    'select verdict, body from gateway_report where transaction_id = $1 order by report_id',
    [transactionId],
  );

async function orderWithCases(reasons: readonly string[], order: Order): Promise<void> {
  await eventually(async () => expect(await stage.casesOf(order.dossierId)).toEqual(reasons), 30_000);
}

describe('a signed report', () => {
  it('is kept word for word with what became of it, once under its webhook id', async () => {
    const order = await stage.openOrder();
    const report = success(order.orderId);
    const text = JSON.stringify(report);
    const headers = signed(text);
    for (let times = 0; times < 3; times++) await stage.report(text, headers);
    await stage.report(report);
    expect(await keptOf(report['transactionId'])).toEqual([
      { verdict: 'applied', body: text },
      { verdict: 'repeated', body: text },
    ]);
  });

  const bad: readonly (readonly [string, string, object])[] = [
    ['too little money', 'amount-differs', { amountVnd: 5_000 }],
    ['too much money', 'amount-differs', { amountVnd: 20_000 }],
    ['the year 0', 'occurred-out-of-bounds', { occurredAt: '0000-01-01T00:00:00.000Z' }],
    ['the year 9999 behind UTC', 'occurred-out-of-bounds', { occurredAt: '9999-12-31T23:59:59-07:00' }],
    ['an instant before its order', 'occurred-out-of-bounds', { occurredAt: '2024-01-28T04:00:00.000Z' }],
    ['the future', 'occurred-out-of-bounds', { occurredAt: '2999-01-01T00:00:00.000Z' }],
    ['a second opinion on a known transaction', 'transaction-differs', { occurredAt: '2024-01-29T04:00:01.000Z' }],
    ['the largest amount that is one', 'amount-differs', { amountVnd: Number.MAX_SAFE_INTEGER }],
  ];
  it.each(bad)('of %s is kept as the case %s, moves no order and need not come again', async (_, reason, overrides) => {
    const order = await stage.openOrder();
    const known = reason === 'transaction-differs';
    const report = success(order.orderId);
    if (known) await stage.report(report);
    const before = await stateOf(order);
    const wrong = { ...report, ...overrides };
    for (let times = 0; times < 2; times++) {
      expect(await stage.report(wrong)).toMatchObject({ status: 200, body: { status: null, reason } });
    }
    expect(await stateOf(order)).toEqual(before);
    expect(await stage.casesOf(order.dossierId)).toEqual([reason]);
    const verdicts = (await keptOf(report['transactionId'])).map(({ verdict }) => verdict);
    expect(verdicts).toEqual([...(known ? ['applied'] : []), reason, reason]);
  });

  it('of the right amount still settles the order about which another amount was reported', async () => {
    const order = await stage.openOrder();
    const report = success(order.orderId);
    await stage.report({ ...report, amountVnd: AMOUNT_VND - 1 });
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { status: 'SETTLED', reason: null } });
    expect(await stage.casesOf(order.dossierId)).toEqual(['amount-differs']);
  });

  it("is taken in as one order's transaction and is a case of the other, also at the same time", async () => {
    const orders = [await stage.openOrder(), await stage.openOrder()];
    const transactionId = randomUUID();
    const answers = await Promise.all(orders.map(({ orderId }) => stage.report(success(orderId, { transactionId }))));
    expect(answers.map(({ body }) => body['reason']).toSorted()).toEqual([null, 'transaction-differs'].toSorted());
    const cases = await Promise.all(orders.map(({ dossierId }) => stage.casesOf(dossierId)));
    expect(cases.flat()).toEqual(['transaction-differs']);
  });

  it('that is not as declared is kept without what may be personal, is a case, and gets 200 each time', async () => {
    const order = await stage.openOrder();
    const report = success(order.orderId, { payer: 'Nguyễn Thị Canary' });
    const text = JSON.stringify(report);
    const headers = signed(text);
    for (let times = 0; times < 2; times++) {
      expect(await stage.report(text, headers)).toMatchObject({
        status: 200,
        body: { status: null, reason: 'report-unreadable', detail: expect.stringContaining('payer') },
      });
    }
    const rows = await stage.database.query<KeptRow>('select verdict, body from gateway_report where webhook_id = $1', [
      headers['webhook-id'],
    ]);
    expect(rows).toEqual([{ verdict: 'report-unreadable', body: expect.stringContaining(order.orderId) }]);
    expect(rows[0]?.body).not.toContain('Canary');
    const { body } = await stage.get('/cases?reason=report-unreadable', stage.supervisor);
    const webhookId = headers['webhook-id'];
    expect(body['cases']).toContainEqual(expect.objectContaining({ webhookId, orderId: null, transactionId: null }));
  });

  it.each([['[]'], ['null'], ['7'], ['"x"']])('%s is no report, and is kept as well', async (text) => {
    const headers = signed(text);
    expect(await stage.report(text, headers)).toMatchObject({ status: 200, body: { reason: 'report-unreadable' } });
    const rows = await stage.database.query('select verdict from gateway_report where webhook_id = $1', [
      headers['webhook-id'],
    ]);
    expect(rows).toEqual([{ verdict: 'report-unreadable' }]);
  });
});

describe('a refund that fits nothing', () => {
  it('names nobody', async () => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    expect(await stage.report(refundOf(order, 'nobody'))).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    await orderWithCases(['refund-of-nobody'], order);
  });

  it('is of an unpaid order, until the payment is reported', async () => {
    const order = await stage.openOrder();
    const paid = success(order.orderId);
    await stage.report(refundOf(order, undefined));
    await orderWithCases(['refund-of-unpaid'], order);
    await stage.report(paid);
    await orderWithCases(['accepted-but-refunded'], order);
    expect(await stateOf(order)).toMatchObject({ status: 'REFUNDED', refundedAt: '2024-01-29T05:00:00.000Z' });
  });

  it('is the second one of a duplicate payment', async () => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    const twice = success(order.orderId, { occurredAt: '2024-01-29T04:30:00.000Z' });
    await stage.report(twice);
    await orderWithCases(['order-paid-before'], order);
    const id = String(twice['transactionId']);
    await stage.report(refundOf(order, id));
    await orderWithCases([], order);
    await stage.report(refundOf(order, id, { occurredAt: '2024-01-29T05:30:00.000Z' }));
    await orderWithCases(['refund-again'], order);
    expect(await stateOf(order)).toMatchObject({ status: 'SETTLED' });
  });
});

describe('a dossier that ends after its fee was paid', () => {
  const at = '2024-02-02T03:00:00.000Z';
  const ends = [
    ['voided', DossierVoidedV1, { status: 'VOIDED', voidedAt: at }],
    ['terminated', DossierTerminatedV1, { status: 'TERMINATED', terminatedAt: at }],
    ['withdrawn', DossierWithdrawnV1, { status: 'WITHDRAWN', withdrawnAt: at }],
  ] as const;
  it.each(ends)('%s is a case until the counter has paid the fee back', async (_, definition, end) => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    const dossier = chargedDossier('POSTPAID', { dossierId: order.dossierId, ...end });
    await stage.topics.publish(eventOf(definition, dossier, 3, at));
    await orderWithCases(['dossier-ended-after-payment'], order);
    expect(await stateOf(order)).toMatchObject({ revision: 2, status: 'SETTLED' });
    const repaid = await stage.command(`/orders/${order.orderId}/refund`, { ifMatch: '"2"' });
    expect(repaid).toMatchObject({ status: 200, body: { status: 'REFUNDED', settledAt: expect.any(String) } });
    await orderWithCases([], order);
  });

  it.each([['the end'], ['the payment']])(
    'at the very moment of the payment leaves the money in exactly one case when %s is decided first',
    async (first) => {
      const order = await stage.openOrder();
      const dossier = chargedDossier('POSTPAID', { dossierId: order.dossierId, status: 'VOIDED', voidedAt: at });
      const end = () => stage.topics.publish(eventOf(DossierVoidedV1, dossier, 3, at));
      const pay = () => stage.report(success(order.orderId));
      const holder = await holdingOrder(order);
      const [earlier, later] = first === 'the end' ? [end, pay] : [pay, end];
      const begun = earlier();
      await queueFor(1);
      const both = Promise.all([begun, later()]);
      await queueFor(2);
      await holder.query('rollback');
      await Promise.all([both, holder.end()]);
      await orderWithCases([first === 'the end' ? 'order-cancelled' : 'dossier-ended-after-payment'], order);
      expect(await stateOf(order)).toMatchObject({ status: first === 'the end' ? 'CANCELLED' : 'SETTLED' });
    },
    60_000,
  );
});

/** Somebody who holds the row of an order. */
async function holdingOrder({ orderId }: Order): Promise<Client> {
  const holder = new Client({ connectionString: stage.database.ownerUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select from fee_order where order_id = $1 for update', [orderId]);
  return holder;
}

/** Waits until so many sessions wait for a row. */
async function queueFor(waiting: number): Promise<void> {
  await eventually(async () => {
    const sessions = await stage.database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(sessions).toHaveLength(waiting);
  }, 10_000);
}
