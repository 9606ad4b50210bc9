import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { differencesFrom, gapsOf, rolesWith, staleCommand, type RightsRow } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { RECEIVING_AGENCY } from './support/builders.js';
import { openPaymentsStage, success, type Order, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
let order: Order;
let caseId: string;

beforeAll(async () => {
  stage = await openPaymentsStage();
  order = await stage.openOrder();
  await stage.report(success(order.orderId));
  await stage.report(success(order.orderId));
  const { body } = await stage.get(`/cases?dossierId=${order.dossierId}`, stage.supervisor);
  [{ caseId }] = body['cases'] as [{ caseId: string }];
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const HERE_AND_ABOVE = '200 403 200';
const COMMANDED = '412 403 412';
const LISTED = '200+ 200- 200+';

const rows: readonly RightsRow[] = [
  {
    route: 'GET /orders',
    request: () => ({ path: `/orders?dossierId=${order.dossierId}` }),
    roles: rolesWith(HERE_AND_ABOVE, 'INTAKE_OFFICER', 'CASE_OFFICER', 'SUPERVISOR', 'LEADER'),
  },
  {
    route: 'POST /orders/:orderId/cash',
    request: () => staleCommand(`/orders/${order.orderId}/cash`),
    roles: { INTAKE_OFFICER: COMMANDED },
  },
  {
    route: 'POST /orders/:orderId/refund',
    request: () => staleCommand(`/orders/${order.orderId}/refund`),
    roles: { INTAKE_OFFICER: COMMANDED, SUPERVISOR: COMMANDED },
  },
  {
    route: 'POST /gateway/callbacks',
    request: () => ({ path: '/gateway/callbacks', method: 'POST', body: {} }),
    anybody: '401 401 401',
  },
  {
    route: 'GET /cases',
    request: () => ({
      path: `/cases?dossierId=${order.dossierId}`,
      shows: (body) => (body as { cases: unknown[] }).cases.length > 0,
    }),
    roles: { SUPERVISOR: LISTED, LEADER: LISTED },
  },
  {
    route: 'GET /cases/:caseId',
    request: () => ({ path: `/cases/${caseId}` }),
    roles: { SUPERVISOR: HERE_AND_ABOVE, LEADER: HERE_AND_ABOVE },
  },
  {
    route: 'POST /cases/:caseId/close',
    request: () => staleCommand(`/cases/${caseId}/close`, { outcome: 'BOOKED' }),
    roles: { SUPERVISOR: COMMANDED },
  },
];

describe('who may do what in payments', () => {
  it('is listed for every route', () => {
    expect(gapsOf({ service: stage.service, rows })).toEqual([]);
  });

  it('is so for every role at its own, another and the parent agency, and for nobody', async () => {
    const { service, issuer } = stage;
    expect(await differencesFrom({ service, issuer, rows })).toEqual([]);
  }, 60_000);
});

describe('the right to backdate', () => {
  const paidAt = '2024-01-29T11:00:00+07:00';
  const backdated = async (roles: readonly string[]) => {
    const path = `/orders/${order.orderId}/cash`;
    const token = await stage.issuer.token('officer', roles);
    const { status, body } = await stage.command(path, { token, ifMatch: '"99"', body: { happenedAt: paidAt } });
    return `${status} ${String(body['code'])}`;
  };

  it.each([
    [
      'at the agency of the order',
      [`INTAKE_OFFICER@${RECEIVING_AGENCY}`, `BACKDATER@${RECEIVING_AGENCY}`],
      '412 revision-stale',
    ],
    ['above it', [`INTAKE_OFFICER@${RECEIVING_AGENCY}`, 'BACKDATER@H06'], '412 revision-stale'],
    [
      'at another agency',
      [`INTAKE_OFFICER@${RECEIVING_AGENCY}`, 'BACKDATER@000.00.99.H06'],
      '403 backdating-forbidden',
    ],
  ])('held %s', async (_, roles, outcome) => {
    expect(await backdated(roles)).toBe(outcome);
  });
});

describe('the kept answer of a command', () => {
  it('is given only to who still holds the roles by which the command was given', async () => {
    const { orderId } = await stage.openOrder();
    const options = { key: randomUUID(), ifMatch: '"1"' };
    const path = `/orders/${orderId}/cash`;
    const here = await stage.issuer.token('mover', [`INTAKE_OFFICER@${RECEIVING_AGENCY}`]);
    const more = await stage.issuer.token('mover', [`INTAKE_OFFICER@${RECEIVING_AGENCY}`, 'LEADER@H06']);
    const elsewhere = await stage.issuer.token('mover', ['INTAKE_OFFICER@000.00.99.H06']);
    expect(await stage.command(path, { ...options, token: here })).toMatchObject({ status: 200 });
    expect(await stage.command(path, { ...options, token: more })).toMatchObject({ status: 200 });
    expect(await stage.command(path, { ...options, token: elsewhere })).toMatchObject({
      status: 403,
      body: { code: 'roles-changed', lost: [`INTAKE_OFFICER@${RECEIVING_AGENCY}`] },
    });
  });
});
