import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, type Answer, type PostOptions } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { RECEIVING_AGENCY } from './support/builders.js';
import { openPaymentsStage, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

type Case = Record<string, unknown> & { readonly caseId: string };

const casesIn = ({ body }: Answer): readonly Case[] => body['cases'] as Case[];

/** An order about which another amount was reported. */
async function orderWithCase(): Promise<Order & { readonly caseId: string }> {
  const order = await stage.openOrder();
  await stage.report(success(order.orderId, { amountVnd: 5_000 }));
  const [found] = casesIn(await stage.get(`/cases?dossierId=${order.dossierId}`, stage.supervisor));
  return { ...order, caseId: found!.caseId };
}

const closing = { outcome: 'PAID_BACK', reference: 'PC-17/2024' };
const close = (caseId: string, options: Partial<PostOptions> = {}) =>
  stage.command(`/cases/${caseId}/close`, { token: stage.supervisor, ifMatch: '"1"', body: closing, ...options });

describe('a payment case', () => {
  it('says all that was reported beside what the order is about', async () => {
    const { orderId, dossierId, caseId } = await orderWithCase();
    expect(await stage.get(`/cases/${caseId}`, stage.supervisor)).toMatchObject({
      status: 200,
      etag: '"1"',
      body: {
        reason: 'amount-differs',
        ...{ orderId, dossierId, orderAmountVnd: 8_000, amountVnd: 5_000, kind: 'SUCCESS' },
        occurredAt: '2024-01-29T04:00:00.000Z',
        closedAt: null,
        history: [{ revision: 1, what: 'OPENED' }],
      },
    });
  });

  it('is seen at the agency of its order and above it by those who answer for money, and by nobody else', async () => {
    const { dossierId, caseId } = await orderWithCase();
    const paths = [`/cases/${caseId}`, `/cases?dossierId=${dossierId}`];
    const seenBy = async (role: string, agency: string): Promise<readonly (number | string)[]> => {
      const token = await stage.issuer.token(`${role} ${agency}`, [role], agency);
      const [one, list] = await Promise.all(paths.map((path) => stage.get(path, token)));
      return [one!.status, list!.status === 200 ? casesIn(list!).length : list!.status];
    };
    for (const agency of ['H06', RECEIVING_AGENCY]) {
      expect(await seenBy('SUPERVISOR', agency)).toEqual([200, 1]);
      expect(await seenBy('LEADER', agency)).toEqual([200, 1]);
    }
    expect(await seenBy('SUPERVISOR', '000.00.99.H06')).toEqual([403, 0]);
    for (const role of ['INTAKE_OFFICER', 'CASE_OFFICER', 'CITIZEN'])
      expect(await seenBy(role, 'H06')).toEqual([403, 403]);
    expect(await stage.get(paths[1]!)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('of an unknown order is seen only at the root of the province', async () => {
    const orderId = randomUUID();
    await stage.report(success(orderId));
    const below = await stage.issuer.token('below', ['SUPERVISOR'], RECEIVING_AGENCY);
    const seen = casesIn(await stage.get('/cases?reason=order-unknown&limit=200', stage.supervisor));
    const found = seen.find(({ reportedOrderId }) => reportedOrderId === orderId);
    expect(found).toMatchObject({ orderId: null, dossierId: null });
    expect(casesIn(await stage.get('/cases?reason=order-unknown', below))).toEqual([]);
    expect(await stage.get(`/cases/${found!.caseId}`, below)).toMatchObject({ status: 403 });
    expect(await close(found!.caseId, { token: below })).toMatchObject({ status: 403 });
    expect(await close(found!.caseId)).toMatchObject({ status: 200 });
  });

  it('is listed page by page, and counted by reason', async () => {
    for (let count = 0; count < 3; count++) await orderWithCase();
    const query = '/cases?reason=amount-differs';
    const all = casesIn(await stage.get(`${query}&limit=200`, stage.supervisor)).map(({ caseId }) => caseId);
    const paged: string[] = [];
    for (let next: unknown = ''; next !== null;) {
      const page = await stage.get(`${query}&limit=2${next ? `&after=${String(next)}` : ''}`, stage.supervisor);
      paged.push(...casesIn(page).map(({ caseId }) => caseId));
      next = page.body['next'];
      expect(page.body['openByReason']).toMatchObject({ 'amount-differs': all.length });
    }
    expect(paged).toEqual(all);
  });

  it('stands in the gauge of open cases while it is open', async () => {
    const gauge = async (): Promise<number> =>
      Number(/motcua_payments_open_cases\{reason="amount-differs"\} (\d+)/.exec(await stage.metrics())?.[1]);
    const { caseId } = await orderWithCase();
    const open = casesIn(await stage.get('/cases?reason=amount-differs&limit=200', stage.supervisor)).length;
    await eventually(async () => expect(await gauge()).toBe(open), 20_000);
    await close(caseId);
    await eventually(async () => expect(await gauge()).toBe(open - 1), 20_000);
    expect(await stage.metrics()).toContain('motcua_payments_open_cases{reason="refund-again"} 0');
  });

  it('is logged when it is opened, by ids alone', async () => {
    const log = jest.spyOn(Logger.prototype, 'warn');
    const { orderId, caseId } = await orderWithCase();
    const line = { message: 'A payment case was opened.', reason: 'amount-differs', caseId, orderId };
    expect(log.mock.calls).toContainEqual([{ ...line, reportId: expect.any(String) }]);
    log.mockRestore();
  });

  it('is closed once by a person, however often the command comes, and keeps who, when and with what', async () => {
    const { orderId, dossierId, caseId } = await orderWithCase();
    const options = { key: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => close(caseId, options)));
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 200,
        etag: '"2"',
        body: { ...closing, closedBy: 'supervisor', revision: 2 },
      });
    }
    expect(await stage.casesOf(dossierId)).toEqual([]);
    const [closed] = casesIn(await stage.get(`/cases?state=CLOSED&dossierId=${dossierId}`, stage.supervisor));
    expect(closed).toMatchObject({ caseId, ...closing });
    expect((await stage.get(`/cases/${caseId}`, stage.supervisor)).body['history']).toMatchObject([
      { revision: 1, what: 'OPENED', outcome: null },
      { revision: 2, what: 'CLOSED', actor: 'supervisor', at: expect.any(String), ...closing },
    ]);
    await stage.report(success(orderId, { amountVnd: 5_000 }));
    expect(await stage.casesOf(dossierId)).toEqual(['amount-differs']);
  });

  it('that a person has closed is not opened again by the same report', async () => {
    const order = await stage.openOrder();
    const report = success(order.orderId, { amountVnd: 20_000 });
    await stage.report(report);
    const [found] = casesIn(await stage.get(`/cases?dossierId=${order.dossierId}`, stage.supervisor));
    await close(found!.caseId);
    expect(await stage.report(report)).toMatchObject({ status: 200, body: { reason: 'amount-differs' } });
    expect(await stage.casesOf(order.dossierId)).toEqual([]);
  });
});

describe('a bad command about a case gets problem details and closes nothing', () => {
  type BadCase = readonly [string, number, string, Partial<PostOptions>];
  const cases: readonly BadCase[] = [
    ['no token', 401, 'unauthenticated', { token: '' }],
    ['no idempotency key', 400, 'idempotency-key-required', { key: '' }],
    ['no If-Match', 428, 'if-match-required', { ifMatch: undefined } as never],
    ['another revision', 412, 'revision-stale', { ifMatch: '"7"' }],
    ['no outcome', 400, 'request-invalid', { body: {} }],
    ['an unknown outcome', 400, 'request-invalid', { body: { outcome: 'FORGOTTEN' } }],
    ['free text', 400, 'request-invalid', { body: { ...closing, reference: 'Nguyễn Văn A has it' } }],
    ['an undeclared field', 400, 'request-invalid', { body: { ...closing, note: 'x' } }],
  ];
  let caseId: string;
  beforeAll(async () => {
    ({ caseId } = await orderWithCase());
  }, 60_000);

  const stillOpen = async (): Promise<void> =>
    expect(await stage.get(`/cases/${caseId}`, stage.supervisor)).toMatchObject({
      body: { revision: 1, closedAt: null },
    });

  it.each(cases)('%s: %i %s', async (_, status, code, options) => {
    expect(await close(caseId, options)).toMatchObject({ status, body: { code } });
    await stillOpen();
  });

  it.each([
    ['a supervisor elsewhere', ['SUPERVISOR'], '000.00.99.H06'],
    ['a leader', ['LEADER'], 'H06'],
    ['an officer', ['INTAKE_OFFICER'], 'H06'],
  ])('%s: 403', async (_, roles, agency) => {
    const token = await stage.issuer.token('somebody', roles, agency);
    expect(await close(caseId, { token })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    await stillOpen();
  });

  it('an unknown case: 404 case-not-found', async () => {
    expect(await close(randomUUID())).toMatchObject({ status: 404, body: { code: 'case-not-found' } });
    expect(await stage.get(`/cases/${randomUUID()}`, stage.supervisor)).toMatchObject({ status: 404 });
  });

  it('a case that is closed: 409 illegal-transition', async () => {
    const { caseId: closed } = await orderWithCase();
    await close(closed);
    expect(await close(closed, { ifMatch: '"2"' })).toMatchObject({
      status: 409,
      body: { code: 'illegal-transition' },
    });
  });
});
