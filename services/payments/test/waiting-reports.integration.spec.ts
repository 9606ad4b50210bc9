import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { openPaymentsStage, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const stateOf = async ({ dossierId }: Order) => (await stage.get(`/orders?dossierId=${dossierId}`, stage.officer)).body;
const verdictsOf = (transactionId: unknown) =>
  stage.database.query('select verdict from gateway_report where transaction_id = $1 order by report_id', [
    transactionId,
  ]);

async function unknownOrders(): Promise<readonly Record<string, unknown>[]> {
  const { body } = await stage.get('/cases?reason=order-unknown', stage.supervisor);
  return body['cases'] as Record<string, unknown>[];
}

/** Takes an order out of the database and answers how to bring it back, as a standby that was behind does. */
async function withoutOrder({ orderId }: Order): Promise<() => Promise<void>> {
  const [row] = await stage.database.query<{ kept: string; past: string }>(
    `select to_jsonb(fee_order)::text as kept, (select jsonb_agg(fee_order_history)::text from fee_order_history
       where order_id = $1) as past from fee_order where order_id = $1`,
    [orderId],
  );
  await stage.database.query('delete from fee_order_history where order_id = $1', [orderId]);
  await stage.database.query('delete from fee_order where order_id = $1', [orderId]);
  return async () => {
    await stage.database.query('insert into fee_order select * from jsonb_populate_record(null::fee_order, $1)', [
      row!.kept,
    ]);
    await stage.database.query(
      'insert into fee_order_history select * from jsonb_populate_recordset(null::fee_order_history, $1)',
      [row!.past],
    );
  };
}

describe('a report of an unknown order', () => {
  it('is a case, and is taken in by itself, once in effect, when the order is there', async () => {
    const order = await stage.openOrder();
    const bringBack = await withoutOrder(order);
    const report = success(order.orderId);
    for (let times = 0; times < 2; times++) {
      expect(await stage.report(report)).toMatchObject({
        status: 200,
        body: { status: null, reason: 'order-unknown' },
      });
    }
    const about = { reportedOrderId: order.orderId, orderId: null, amountVnd: report['amountVnd'] };
    expect(await unknownOrders()).toEqual([expect.objectContaining(about)]);
    await bringBack();
    await eventually(
      async () => expect(await stateOf(order)).toMatchObject({ revision: 2, status: 'SETTLED' }),
      10_000,
    );
    expect(await unknownOrders()).toEqual([]);
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { status: 'SETTLED', reason: null } });
    expect(await verdictsOf(report['transactionId'])).toEqual(
      ['applied', 'order-unknown', 'repeated'].map((verdict) => ({ verdict })),
    );
    expect(await stateOf(order)).toMatchObject({ revision: 2 });
  }, 60_000);

  it('is not taken in any more once a person has closed its case', async () => {
    const order = await stage.openOrder();
    const bringBack = await withoutOrder(order);
    const report = success(order.orderId);
    await stage.report(report);
    const [found] = await unknownOrders();
    const closed = await stage.command(`/cases/${String(found!['caseId'])}/close`, {
      token: stage.supervisor,
      ifMatch: '"1"',
      body: { outcome: 'PAID_BACK', reference: 'PC-17/2024' },
    });
    expect(closed).toMatchObject({ status: 200 });
    await bringBack();
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { reason: 'order-unknown' } });
    const marker = await stage.openOrder();
    await stage.report(success(marker.orderId));
    expect(await stateOf(order)).toMatchObject({ revision: 1, status: 'OPEN' });
  }, 60_000);
});

describe('a report that could not be judged when it came', () => {
  it('is kept, answered with 503, and judged by itself when the order can be had', async () => {
    const order = await stage.openOrder();
    const other = await stage.openOrder();
    const holder = new Client({ connectionString: stage.database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from fee_order where order_id = $1 for update', [order.orderId]);
    const report = success(order.orderId);
    const waiting = stage.report(report);
    expect(await stage.report(success(other.orderId))).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    expect(await waiting).toMatchObject({ status: 503 });
    expect(await verdictsOf(report['transactionId'])).toEqual([{ verdict: null }]);
    await holder.query('rollback');
    await holder.end();
    await eventually(async () => expect(await stateOf(order)).toMatchObject({ status: 'SETTLED' }), 20_000);
  }, 60_000);

  it('holds up no other one: ten of an order that somebody holds, then one of another', async () => {
    const [held, other] = [await stage.openOrder(), await stage.openOrder()];
    const holder = new Client({ connectionString: stage.database.ownerUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from fee_order where order_id = $1 for update', [held.orderId]);
    await stage.database.query(
      `insert into gateway_report (report_id, webhook_id, body_digest, body, received_at, transaction_id, order_id, kind,
         amount_vnd, occurred_at)
       select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, n, n, '', now() - interval '1 hour', 'left-' || n,
         case n when 11 then $2::uuid else $1::uuid end, 'SUCCESS', 8000, '2024-01-29T04:00:00Z'
       from generate_series(1, 11) as n`,
      [held.orderId, other.orderId],
    );
    await eventually(async () => expect(await stateOf(other)).toMatchObject({ status: 'SETTLED' }), 15_000);
    expect(await stateOf(held)).toMatchObject({ status: 'OPEN' });
    await holder.query('rollback');
    await holder.end();
    await eventually(async () => expect(await stateOf(held)).toMatchObject({ status: 'SETTLED' }), 15_000);
  }, 60_000);

  it('is a case that people see when judging it fails for a fault that does not pass', async () => {
    const order = await stage.openOrder();
    await stage.database.query(`update fee_order set state = state - 'openedAt' where order_id = $1`, [order.orderId]);
    const report = success(order.orderId);
    expect(await stage.report(report)).toMatchObject({ status: 500 });
    await eventually(
      async () => expect(await verdictsOf(report['transactionId'])).toEqual([{ verdict: 'not-judged' }]),
      20_000,
    );
    const { body } = await stage.get('/cases?reason=not-judged', stage.supervisor);
    expect(body['cases']).toEqual([expect.objectContaining({ reportedOrderId: order.orderId })]);
    expect(await stage.report(report)).toMatchObject({ status: 500 });
  }, 60_000);

  it('settles its order when its instant has come: the clock of the gateway was ahead', async () => {
    const order = await stage.openOrder();
    const occurredAt = new Date(Date.now() + 9_000).toISOString();
    const report = success(order.orderId, { occurredAt, transactionId: randomUUID() });
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { reason: 'occurred-out-of-bounds' } });
    expect(await stage.casesOf(order.dossierId)).toEqual(['occurred-out-of-bounds']);
    await eventually(
      async () => expect(await stateOf(order)).toMatchObject({ status: 'SETTLED', settledAt: occurredAt }),
      30_000,
    );
    expect(await stage.casesOf(order.dossierId)).toEqual([]);
  }, 60_000);
});
