import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DossierWithdrawnV1 } from '@motcua/contracts';
import { eventOf, eventually } from '@motcua/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { chargedDossier } from './support/builders.js';
import { openPaymentsStage, signed, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

async function expectPublished({ dossierId }: Order, names: readonly string[]): Promise<void> {
  await eventually(async () => {
    const events = await stage.published(dossierId);
    expect(events.map(({ type, revision }) => `${revision} ${type.split('.')[3]}`)).toEqual(names);
  }, 30_000);
}

const stateOf = async ({ dossierId }: Order) => (await stage.get(`/orders?dossierId=${dossierId}`, stage.officer)).body;

const casesOf = ({ dossierId }: Order) => stage.casesOf(dossierId);

describe('a report of the gateway', () => {
  it('settles the order online, at the instant at which it was paid', async () => {
    const order = await stage.openOrder();
    expect(await stage.report(success(order.orderId))).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    await expectPublished(order, ['1 order-opened', '2 settled']);
    const settledAt = '2024-01-29T04:00:00.000Z';
    expect((await stage.published(order.dossierId))[1]).toMatchObject({
      happenedAt: settledAt,
      state: { method: 'ONLINE', settledAt },
    });
    expect(await stateOf(order)).toMatchObject({ revision: 2, status: 'SETTLED', settledAt });
  });

  it('has one effect when it comes twice, also at the same time, and gets the same answer again', async () => {
    const order = await stage.openOrder();
    const report = success(order.orderId);
    const answers = await Promise.all([report, report, report, report].map((each) => stage.report(each)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [200, { status: 'SETTLED', reason: null, detail: null }]),
    );
    await stage.report({ ...report, type: 'payment.refunded', occurredAt: '2024-01-29T05:00:00.000Z' });
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { status: 'SETTLED' } });
    await expectPublished(order, ['1 order-opened', '2 settled', '3 refunded']);
    const [, settled, refunded] = (await stage.published(order.dossierId)).map(({ state }) => state);
    const settledAt = '2024-01-29T04:00:00.000Z';
    expect(settled).toMatchObject({ status: 'SETTLED', settledAt, refundedAt: null });
    expect(refunded).toMatchObject({ status: 'REFUNDED', settledAt, refundedAt: '2024-01-29T05:00:00.000Z' });
  });

  const failed = { type: 'payment.failed', occurredAt: '2024-01-29T03:30:00.000Z' };
  it.each([
    ['failed, then succeeded', [failed, {}]],
    ['succeeded, then failed', [{}, failed]],
    ['failed and succeeded, each twice', [failed, {}, failed, {}]],
  ])('of one transaction that %s settles the order with one failed attempt', async (_, reports) => {
    const order = await stage.openOrder();
    const paid = success(order.orderId);
    for (const report of reports) expect(await stage.report({ ...paid, ...report })).toMatchObject({ status: 200 });
    const settled = { status: 'SETTLED', settledAt: '2024-01-29T04:00:00.000Z', failedAttempts: 1 };
    expect(await stateOf(order)).toMatchObject({ revision: 3, ...settled });
    expect(await casesOf(order)).toEqual([]);
  });

  it('of one transaction that failed and succeeded at the same time settles the order as well', async () => {
    const order = await stage.openOrder();
    const paid = success(order.orderId);
    const answers = await Promise.all(
      [paid, { ...paid, ...failed }, paid, { ...paid, ...failed }].map((each) => stage.report(each)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await stateOf(order)).toMatchObject({ revision: 3, status: 'SETTLED', failedAttempts: 1 });
  });

  it('leaves the order open when the attempt failed, and counts it, also late', async () => {
    const order = await stage.openOrder();
    const failure = success(order.orderId, { type: 'payment.failed' });
    expect(await stage.report(failure)).toMatchObject({ status: 200, body: { status: 'OPEN' } });
    await stage.report(success(order.orderId));
    await stage.report(success(order.orderId, { type: 'payment.failed', occurredAt: '2024-01-29T03:30:00.000Z' }));
    await expectPublished(order, ['1 order-opened', '2 failed', '3 settled', '4 failed']);
    expect((await stage.published(order.dossierId))[3]?.happenedAt).toBe('2024-01-29T03:30:00.000Z');
    expect(await stateOf(order)).toMatchObject({ status: 'SETTLED', failedAttempts: 2 });
  });

  it.each([
    ['the id of its success', (id: string) => ({ transactionId: id })],
    ['an id of its own and the name of its success', (id: string) => ({ refundOf: id })],
    ['an id of its own', () => ({})],
  ])('ends refunded when a refund with %s overtakes the success', async (_, form) => {
    const order = await stage.openOrder();
    const paid = success(order.orderId, { transactionId: randomUUID() });
    const occurredAt = '2024-01-29T05:00:00.000Z';
    const refund = success(order.orderId, {
      type: 'payment.refunded',
      occurredAt,
      ...form(String(paid['transactionId'])),
    });
    expect(await stage.report(refund)).toMatchObject({ status: 200, body: { status: 'OPEN' } });
    expect(await stage.report(paid)).toMatchObject({ status: 200, body: { status: 'REFUNDED' } });
    await expectPublished(order, ['1 order-opened', '2 refunded']);
    expect(await casesOf(order)).toEqual(['accepted-but-refunded']);
    expect(await stateOf(order)).toMatchObject({ settledAt: '2024-01-29T04:00:00.000Z', refundedAt: occurredAt });
  });

  it('that comes after the dossier ended is kept for reconciliation and re-opens nothing', async () => {
    const order = await stage.openOrder();
    const withdrawnAt = '2024-01-30T03:00:00.000Z';
    const ended = chargedDossier('POSTPAID', { dossierId: order.dossierId, status: 'WITHDRAWN', withdrawnAt });
    await stage.topics.publish(eventOf(DossierWithdrawnV1, ended, 3, withdrawnAt));
    await expectPublished(order, ['1 order-opened', '2 cancelled']);
    expect(await stage.report(success(order.orderId))).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
    expect(await casesOf(order)).toEqual(['order-cancelled']);
    await expectPublished(order, ['1 order-opened', '2 cancelled']);
  });

  it('of a second payment is kept for reconciliation', async () => {
    const order = await stage.openOrder();
    await stage.report(success(order.orderId));
    await stage.report(success(order.orderId, { occurredAt: '2024-01-29T06:00:00.000Z' }));
    expect(await casesOf(order)).toEqual(['order-paid-before']);
    await expectPublished(order, ['1 order-opened', '2 settled']);
  });

  it.each([
    ['gateway_transaction', 'occurred_at'],
    ['gateway_report', 'body'],
    ['payment_case_history', 'actor'],
  ])('stands in %s, where nobody who runs the service can rewrite it', async (table, column) => {
    const [row] = await stage.database.query<{ allowed: boolean }>(
      `select has_table_privilege($1, $2, 'update, delete, truncate') or has_column_privilege($1, $2, $3, 'update') as allowed`,
      [new URL(stage.database.url).username, table, column],
    );
    expect(row?.allowed).toBe(false);
  });
});

describe('a bad report gets problem details, writes nothing and publishes nothing', () => {
  const stranger = new Webhook(`whsec_${randomBytes(32).toString('base64')}`);
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  const sign = (text: string) => signed(text);
  type Case = readonly [string, number, string, object | string, (text: string) => Record<string, string>];
  const cases: readonly Case[] = [
    ['a wrong signature', 401, 'signature-invalid', {}, (text) => signed(text, new Date(), stranger)],
    ['a signature of another body', 401, 'signature-invalid', {}, (text) => signed(`${text} `)],
    ['no signature', 401, 'signature-invalid', {}, () => ({})],
    ['a signature of six minutes ago', 401, 'signature-invalid', {}, (text) => signed(text, minutesAgo(6))],
    ['a signature of six minutes ahead', 401, 'signature-invalid', {}, (text) => signed(text, minutesAgo(-6))],
    ['a wrong signature and a bad body', 401, 'signature-invalid', { amountVnd: 'x' }, () => ({ 'webhook-id': 'x' })],
    ['a body larger than any report', 413, 'body-too-large', { transactionId: 'x'.repeat(1_100_000) }, sign],
  ];
  const unreadable: readonly (readonly [string, object | string])[] = [
    ['broken JSON', '{"type":'],
    ['an unknown type', { type: 'payment.dreamt' }],
    ['a wrong type', { amountVnd: '8000' }],
    ['a missing field', { transactionId: undefined }],
    ['an undeclared field', { payer: 'Nguyễn' }],
    ['a refund reference on a success', { refundOf: 'x' }],
    ['an amount beyond what a number holds', { amountVnd: 2 ** 53 }],
    ['an amount of half a dong', { amountVnd: 8_000.5 }],
    ['the year 275760', { occurredAt: '+275760-09-13T00:00:00.000Z' }],
    ['the year -1', { occurredAt: '-000001-01-01T00:00:00.000Z' }],
    ['a body larger than 256 kB', { transactionId: 'x'.repeat(300_000) }],
  ];
  let order: Order;
  beforeAll(async () => {
    order = await stage.openOrder();
    await stage.report(success(order.orderId, { transactionId: 'taken' }));
  }, 60_000);

  const written = async (): Promise<unknown> =>
    stage.database.query(
      `select (select count(*) from gateway_transaction) as transactions, (select count(*) from fee_order_history) as revisions`,
    );

  it.each(cases)('%s: %i %s', async (_, status, code, overrides, headersOf) => {
    const before = await written();
    const text = typeof overrides === 'string' ? overrides : JSON.stringify(success(order.orderId, overrides));
    expect(await stage.reportBytes(Buffer.from(text), 'application/json', headersOf(text))).toMatchObject({
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: { type: `urn:motcua:problem:${code}`, status, code, detail: expect.any(String) },
    });
    expect(await written()).toEqual(before);
  });

  it.each(unreadable)('%s is no report: kept, answered with 200 and moving nothing', async (_, overrides) => {
    const before = await written();
    const text = typeof overrides === 'string' ? overrides : JSON.stringify(success(order.orderId, overrides));
    expect(await stage.report(text)).toMatchObject({
      status: 200,
      body: { status: null, reason: 'report-unreadable', detail: expect.any(String) },
    });
    expect(await written()).toEqual(before);
  });

  it('has published the good one and nothing else', async () => {
    await expectPublished(order, ['1 order-opened', '2 settled']);
  });
});
