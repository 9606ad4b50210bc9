import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type PostOptions } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { RECEIVING_AGENCY } from './support/builders.js';
import { openPaymentsStage, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
let order: Order;
beforeAll(async () => {
  stage = await openPaymentsStage();
  order = await stage.openOrder();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const paidAt = '2024-01-29T10:30:00+07:00';
const cash = ({ orderId }: Order, options: PostOptions) => stage.command(`/orders/${orderId}/cash`, options);
const refund = ({ orderId }: Order, options: PostOptions) => stage.command(`/orders/${orderId}/refund`, options);

async function expectPublished({ dossierId }: Order, names: readonly string[]): Promise<void> {
  await eventually(async () => {
    const events = await stage.published(dossierId);
    expect(events.map(({ type, revision }) => `${revision} ${type.split('.')[3]}`)).toEqual(names);
  }, 30_000);
}

describe('the counter', () => {
  it('takes cash once, however often the command comes, and pays it back', async () => {
    const paid = await stage.openOrder();
    const command = { key: randomUUID(), ifMatch: '"1"', body: { happenedAt: paidAt } };
    const answers = await Promise.all([1, 2, 3].map(() => cash(paid, command)));
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 200,
        etag: '"2"',
        body: { revision: 2, status: 'SETTLED', method: 'CASH', settledAt: '2024-01-29T03:30:00.000Z' },
      });
    }
    expect(await refund(paid, { ifMatch: '"2"' })).toMatchObject({
      status: 200,
      etag: '"3"',
      body: { status: 'REFUNDED', method: 'CASH' },
    });
    await expectPublished(paid, ['1 order-opened', '2 settled', '3 refunded']);
  });

  it('keeps a success that comes after the cash for reconciliation', async () => {
    const paid = await stage.openOrder();
    await cash(paid, { ifMatch: '"1"' });
    expect(await stage.report(success(paid.orderId))).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    expect(await stage.casesOf(paid.dossierId)).toEqual(['order-paid-in-cash']);
    await expectPublished(paid, ['1 order-opened', '2 settled']);
  });

  it('settles once when cash and the gateway meet', async () => {
    const paid = await stage.openOrder();
    const [taken, reported] = await Promise.all([cash(paid, { ifMatch: '"1"' }), stage.report(success(paid.orderId))]);
    expect(reported).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    expect([200, 412]).toContain(taken.status);
    await expectPublished(paid, ['1 order-opened', '2 settled']);
  });

  it('is answered with 412 and what happened since', async () => {
    const paid = await stage.openOrder();
    await stage.report(success(paid.orderId, { transactionId: 'p1' }));
    expect(await cash(paid, { ifMatch: '"1"' })).toMatchObject({
      status: 412,
      body: {
        code: 'revision-stale',
        currentRevision: 2,
        changes: [{ revision: 2, type: 'vn.motcua.payment.settled.v1', actor: 'p1.SUCCESS' }],
      },
    });
  });
});

describe('the fee of a dossier', () => {
  it('is shown with its revision to staff of its agency, and to no citizen', async () => {
    const path = `/orders?dossierId=${order.dossierId}`;
    const readers = [
      await stage.issuer.token('counter', ['INTAKE_OFFICER'], RECEIVING_AGENCY),
      await stage.issuer.token('case', ['CASE_OFFICER'], RECEIVING_AGENCY),
      await stage.issuer.token('leader', ['LEADER']),
    ];
    for (const token of readers) {
      expect(await stage.get(path, token)).toMatchObject({
        status: 200,
        etag: '"1"',
        body: { revision: 1, status: 'OPEN', orderId: order.orderId },
      });
    }
    const others = [
      await stage.issuer.token('citizen', ['CITIZEN']),
      await stage.issuer.token('case', ['CASE_OFFICER'], '000.00.99.H06'),
      await stage.issuer.token('counter', ['INTAKE_OFFICER'], '000.00.99.H06'),
    ];
    for (const token of others) {
      expect(await stage.get(path, token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await stage.get(path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await stage.get('/orders', stage.officer)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(await stage.get(`/orders?dossierId=${randomUUID()}`, stage.officer)).toMatchObject({
      status: 404,
      body: { code: 'order-not-found' },
    });
  });
});

describe('a bad command gets problem details, writes nothing and publishes nothing', () => {
  type Case = readonly [string, number, string, () => string, PostOptions];
  const here = (name: string) => (): string => `/orders/${order.orderId}/${name}`;
  const cases: readonly Case[] = [
    ['no token', 401, 'unauthenticated', here('cash'), { token: '', ifMatch: '"1"' }],
    ['no idempotency key', 400, 'idempotency-key-required', here('cash'), { key: '', ifMatch: '"1"' }],
    ['a wrong type', 400, 'request-invalid', here('cash'), { ifMatch: '"1"', body: { happenedAt: 7 } }],
    ['an undeclared field', 400, 'request-invalid', here('cash'), { ifMatch: '"1"', body: { amountVnd: 1 } }],
    ['broken JSON', 400, 'json-broken', here('cash'), { ifMatch: '"1"', body: '{"happenedAt":' }],
    [
      'an oversized body',
      413,
      'body-too-large',
      here('cash'),
      { ifMatch: '"1"', body: { happenedAt: 'x'.repeat(300_000) } },
    ],
    [
      'the future',
      422,
      'happened-in-the-future',
      here('cash'),
      { ifMatch: '"1"', body: { happenedAt: '2999-01-01T00:00:00Z' } },
    ],
    [
      'before the order',
      422,
      'happened-out-of-order',
      here('cash'),
      { ifMatch: '"1"', body: { happenedAt: '2024-01-29T02:00:00Z' } },
    ],
    [
      'the year 0',
      400,
      'request-invalid',
      here('cash'),
      { ifMatch: '"1"', body: { happenedAt: '0000-01-01T00:00:00Z' } },
    ],
    [
      'the year 275760',
      400,
      'request-invalid',
      here('cash'),
      { ifMatch: '"1"', body: { happenedAt: '+275760-09-13T00:00:00Z' } },
    ],
    ['a revision beyond all revisions', 412, 'revision-stale', here('cash'), { ifMatch: '"9999999999"' }],
    ['a malformed id', 400, 'request-invalid', () => '/orders/17/cash', { ifMatch: '"1"' }],
    ['an unknown order', 404, 'order-not-found', () => `/orders/${randomUUID()}/cash`, { ifMatch: '"1"' }],
    ['an illegal transition', 409, 'illegal-transition', here('refund'), { ifMatch: '"1"' }],
    ['no If-Match', 428, 'if-match-required', here('cash'), {}],
    ['an If-Match without quotes', 400, 'if-match-invalid', here('cash'), { ifMatch: '1' }],
    ['another revision', 412, 'revision-stale', here('cash'), { ifMatch: '"7"' }],
  ];
  const written = async (): Promise<unknown> =>
    stage.database.query(
      `select (select count(*) from command_answer) as answers, (select count(*) from fee_order_history) as revisions`,
    );

  it.each(cases)('%s: %i %s', async (_, status, code, path, options) => {
    const before = await written();
    expect(await stage.command(path(), options)).toMatchObject({
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: { type: `urn:motcua:problem:${code}`, status, code, detail: expect.any(String) },
    });
    expect(await written()).toEqual(before);
  });

  it.each([
    ['a foreign agency', ['INTAKE_OFFICER'], '000.00.99.H06', 'forbidden'],
    ['a citizen', ['CITIZEN'], 'H06', 'forbidden'],
    ['cash taken by a supervisor', ['SUPERVISOR'], 'H06', 'forbidden'],
  ])('%s: 403', async (_, roles, agency, code) => {
    const token = await stage.issuer.token('somebody', roles, agency);
    expect(await cash(order, { token, ifMatch: '"1"' })).toMatchObject({ status: 403, body: { code } });
  });

  it('backdating without the right: 403 backdating-forbidden', async () => {
    const token = await stage.issuer.token('counter', ['INTAKE_OFFICER']);
    const answer = await cash(order, { token, ifMatch: '"1"', body: { happenedAt: paidAt } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'backdating-forbidden' } });
  });

  it('another body under a key: 422 idempotency-key-reused', async () => {
    const paid = await stage.openOrder();
    const key = randomUUID();
    await cash(paid, { key, ifMatch: '"1"' });
    const answer = await cash(paid, { key, ifMatch: '"1"', body: { happenedAt: paidAt } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('has published nothing about the order but its opening', async () => {
    await expectPublished(order, ['1 order-opened']);
  });
});
