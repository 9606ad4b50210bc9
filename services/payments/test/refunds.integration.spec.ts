import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DossierAcceptedV1, DossierSubmittedV1 } from '@motcua/contracts';
import { eventOf, eventually } from '@motcua/testing';
import { chargedDossier, submittedDossier } from './support/builders.js';
import { openPaymentsStage, signed, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const stateOf = async ({ dossierId }: Order) => (await stage.get(`/orders?dossierId=${dossierId}`, stage.officer)).body;
const refund = (order: Order, overrides: object = {}) =>
  success(order.orderId, { type: 'payment.refunded', occurredAt: '2024-01-29T05:00:00.000Z', ...overrides });

async function listed({ dossierId }: Order, state = 'OPEN'): Promise<readonly Record<string, unknown>[]> {
  const { body } = await stage.get(`/cases?dossierId=${dossierId}&state=${state}`, stage.supervisor);
  return body['cases'] as Record<string, unknown>[];
}

async function orderWithCases(reasons: readonly string[], order: Order): Promise<void> {
  await eventually(async () => expect(await stage.casesOf(order.dossierId)).toEqual(reasons), 30_000);
}

const gaugeOf = async (reason: string): Promise<number> =>
  Number(new RegExp(`motcua_payments_open_cases\\{reason="${reason}"\\} (\\d+)`).exec(await stage.metrics())?.[1]);

/** An open order of a prepaid dossier that was submitted and not accepted yet. */
async function prepaidOrder(): Promise<Order & { accept(): Promise<void> }> {
  const submitted = submittedDossier('PREPAID');
  const { dossierId } = submitted;
  await stage.topics.publish(eventOf(DossierSubmittedV1, submitted, 1));
  const { orderId } = await eventually(async () => {
    const { status, body } = await stage.get(`/orders?dossierId=${dossierId}`, stage.officer);
    expect(status).toBe(200);
    return body as unknown as Order;
  }, 30_000);
  const accepted = chargedDossier('PREPAID', { dossierId });
  return { orderId, dossierId, accept: () => stage.topics.publish(eventOf(DossierAcceptedV1, accepted, 2)) };
}

describe('a fee that is paid back', () => {
  it.each([['before'], ['after']])(
    'of a prepaid dossier is a case and is counted when the acceptance is heard of %s the refund, until it is paid anew',
    async (heard) => {
      const order = await prepaidOrder();
      await stage.report(success(order.orderId));
      if (heard === 'before') await order.accept();
      const repaid = JSON.stringify(refund(order));
      const headers = signed(repaid);
      if (heard === 'before') {
        await eventually(async () => {
          const rows = await stage.database.query(
            'select 1 from fee_order where order_id = $1 and dossier_revision = 2',
            [order.orderId],
          );
          expect(rows).toHaveLength(1);
        }, 30_000);
      }
      expect(await stage.report(repaid, headers)).toMatchObject({ status: 200, body: { status: 'REFUNDED' } });
      if (heard === 'after') {
        expect(await stage.casesOf(order.dossierId)).toEqual([]);
        await order.accept();
      }
      await orderWithCases(['accepted-but-refunded'], order);
      expect(await listed(order)).toMatchObject([
        { orderId: order.orderId, kind: 'REFUND', amountVnd: 8_000, webhookId: headers['webhook-id'] },
      ]);
      await eventually(async () => expect(await gaugeOf('accepted-but-refunded')).toBe(1), 20_000);
      await stage.report(success(order.orderId, { occurredAt: '2024-01-29T06:00:00.000Z' }));
      expect(await stateOf(order)).toMatchObject({ status: 'SETTLED', settledAt: '2024-01-29T06:00:00.000Z' });
      await orderWithCases([], order);
    },
    60_000,
  );

  it('at the counter is a case as well, and is settled by cash that is taken anew', async () => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    const path = `/orders/${order.orderId}`;
    expect(await stage.command(`${path}/refund`, { ifMatch: '"2"' })).toMatchObject({ body: { status: 'REFUNDED' } });
    expect(await listed(order)).toMatchObject([{ reason: 'accepted-but-refunded', transactionId: null }]);
    expect(await stage.command(`${path}/cash`, { ifMatch: '"3"' })).toMatchObject({
      status: 200,
      body: { revision: 4, status: 'SETTLED', method: 'CASH', refundedAt: null },
    });
    expect(await stage.casesOf(order.dossierId)).toEqual([]);
  });

  it('is settled at once by a later payment, and by the next look at it when an older version stored it', async () => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    await stage.report(refund(order));
    const refunded = await stateOf(order);
    const again = success(order.orderId, { occurredAt: '2024-01-29T06:00:00.000Z' });
    expect(await stage.report(again)).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    const { revision: _, ...stale } = refunded;
    await stage.database.query('delete from fee_order_history where order_id = $1 and revision = 4', [order.orderId]);
    await stage.database.query('update fee_order set state = $2, revision = 3, rules_version = 1 where order_id = $1', [
      order.orderId,
      JSON.stringify(stale),
    ]);
    await stage.database.query(
      `insert into payment_case (case_id, revision, reason, subject, order_id, opened_at)
       values (gen_random_uuid(), 1, 'order-paid-before', $1, $2, now())`,
      [`${order.orderId} SUCCESS ${String(again['transactionId'])}`, order.orderId],
    );
    const settledAt = '2024-01-29T06:00:00.000Z';
    await eventually(async () => expect(await stateOf(order)).toMatchObject({ status: 'SETTLED', settledAt }), 20_000);
    expect(await stage.casesOf(order.dossierId)).toEqual([]);
    await eventually(async () => {
      const published = (await stage.published(order.dossierId)).map(({ type }) => type.split('.')[3]);
      expect(published.at(-1)).toBe('settled');
      expect(published).toHaveLength(5);
    }, 30_000);
    const left = await stage.database.query('select 1 from fee_order where rules_version < 2');
    expect(left).toEqual([]);
  }, 60_000);
});

describe('a fee that is paid twice', () => {
  it('is listed with its reason and the report of the second payment, and so is the log line', async () => {
    const log = jest.spyOn(Logger.prototype, 'warn');
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    const twice = JSON.stringify(success(order.orderId, { occurredAt: '2024-01-29T04:30:00.000Z' }));
    const headers = signed(twice);
    await stage.report(twice, headers);
    const [found] = await listed(order);
    expect(found).toMatchObject({ reason: 'order-paid-before', kind: 'SUCCESS', webhookId: headers['webhook-id'] });
    const [row] = await stage.database.query<{ id: string }>(
      'select report_id as id from gateway_report where webhook_id = $1',
      [headers['webhook-id']],
    );
    const { orderId } = order;
    const line = { message: 'A payment case was opened.', reason: 'order-paid-before', orderId, reportId: row?.id };
    expect(log.mock.calls).toContainEqual([{ ...line, caseId: found!['caseId'] }]);
    log.mockRestore();
  });

  it('names the report of the payment that is too much, also when another report made it so', async () => {
    const order = await stage.openOrder();
    const later = JSON.stringify(success(order.orderId, { occurredAt: '2024-01-29T04:30:00.000Z' }));
    const headers = signed(later);
    await stage.report(later, headers);
    await stage.report(success(order.orderId));
    expect(await listed(order)).toMatchObject([{ reason: 'order-paid-before', webhookId: headers['webhook-id'] }]);
  });
});
