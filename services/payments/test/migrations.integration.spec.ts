import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runMigrations } from '@motcua/persistence';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { paymentsGrants, paymentsMigrations } from '../src/persistence/migrations.js';

let database: FreshDatabase;
const orderId = '01890000-0000-7000-8000-000000000001';

/** As the first version kept them: id, leg, kind, second of the minute, mark. */
const rows: readonly (readonly [string, string, string, number, string | null])[] = [
  ['p1', 'PAYMENT', 'SUCCESS', 1, null],
  ['p2', 'PAYMENT', 'SUCCESS', 2, 'order-paid-before'],
  ['p1', 'REFUND', 'REFUND', 3, null],
  ['r2', 'REFUND', 'REFUND', 4, 'order-refunded-before'],
  ['r3', 'REFUND', 'REFUND', 5, 'order-paid-in-cash'],
  ['f1', 'PAYMENT', 'FAILURE', 6, null],
];

beforeAll(async () => {
  database = await freshDatabase({ migrations: paymentsMigrations.slice(0, 1), grants: [] });
  await database.query(
    `insert into fee_order (order_id, dossier_id, dossier_revision, revision, state, agency_path)
     values ($1, $1, 1, 1, '{}', '{H06}')`,
    [orderId],
  );
  for (const [id, leg, kind, second, review] of rows) {
    await database.query(
      `insert into gateway_transaction (transaction_id, leg, order_id, kind, amount_vnd, occurred_at, received_at,
         answered_status, needs_review)
       values ($1, $2, $3, $4, 8000, $5, $5, 'SETTLED', $6)`,
      [id, leg, orderId, kind, `2024-01-29T04:00:0${second}Z`, review],
    );
  }
  const role = new URL(database.url).username;
  await runMigrations({ ownerUrl: database.ownerUrl, role, migrations: paymentsMigrations, grants: [paymentsGrants] });
}, 60_000);
afterAll(async () => database.drop());

describe('a database of the version before', () => {
  it('keeps every transaction, and takes a success under the id of a failed attempt', async () => {
    const kept = await database.query<{ key: string }>(
      `select transaction_id || ' ' || kind as key from gateway_transaction order by occurred_at`,
    );
    expect(kept.map(({ key }) => key)).toEqual(rows.map(([id, , kind]) => `${id} ${kind}`));
    const insert = `insert into gateway_transaction (transaction_id, order_id, kind, amount_vnd, occurred_at, received_at,
      answered_status) values ($1, $2, 'SUCCESS', 8000, '2024-01-29T05:00:00Z', now(), 'SETTLED')`;
    await database.query(insert, ['f1', orderId]);
    await expect(database.query(insert, ['p1', orderId])).rejects.toThrow('gateway_transaction_money');
  });

  it('has an open case, with its history, for each transaction that was marked for review', async () => {
    const cases = await database.query(
      `select reason, subject, what, closed_at from payment_case join payment_case_history using (case_id)
       order by occurred_at`,
    );
    expect(cases).toEqual(
      [
        ['order-paid-before', 'SUCCESS p2'],
        ['refund-again', 'REFUND r2'],
        ['refund-of-unpaid', 'REFUND r3'],
      ].map(([reason, about]) => ({ reason, subject: `${orderId} ${about}`, what: 'OPENED', closed_at: null })),
    );
  });
});

describe('a database that kept cases without their reports', () => {
  let later: FreshDatabase;
  const reportOf = (place: number): string => `01890000-0000-7000-8000-00000000010${place}`;
  const paidAt = ['2024-01-29T04:00:00Z', '2024-01-29T04:30:00Z'];
  beforeAll(async () => {
    later = await freshDatabase({ migrations: paymentsMigrations.slice(0, 2), grants: [] });
    await later.query(
      `insert into fee_order (order_id, dossier_id, dossier_revision, revision, state, agency_path)
       values ($1, $1, 1, 1, '{ "method": "ONLINE", "settledAt": "2024-01-29T04:00:00.000Z" }', '{H06}')`,
      [orderId],
    );
    for (const [place, at] of paidAt.entries()) {
      await later.query(
        `insert into gateway_transaction (transaction_id, kind, order_id, amount_vnd, occurred_at, received_at, answered_status)
         values ($1, 'SUCCESS', $2, 8000, $3, $3, 'SETTLED')`,
        [`p${place}`, orderId, at],
      );
      await later.query(
        `insert into gateway_report (report_id, webhook_id, body_digest, body, received_at, transaction_id, order_id, kind,
           amount_vnd, occurred_at, verdict)
         values ($1, $2, $2, '', $3, $2, $4, 'SUCCESS', 8000, $3, 'applied')`,
        [reportOf(place), `p${place}`, at, orderId],
      );
    }
    const open = `insert into payment_case (case_id, revision, reason, subject, order_id, transaction_id, kind, amount_vnd,
      occurred_at, opened_at) values (gen_random_uuid(), 1, $1, $1, $2, $3, $4, $5, $6, now())`;
    await later.query(open, ['order-paid-before', orderId, 'p1', 'SUCCESS', 8000, paidAt[1]]);
    await later.query(open, ['dossier-ended-after-payment', orderId, null, null, null, null]);
    const role = new URL(later.url).username;
    await runMigrations({ ownerUrl: later.ownerUrl, role, migrations: paymentsMigrations, grants: [paymentsGrants] });
  }, 60_000);
  afterAll(async () => later.drop());

  it('names the report and the payment of each, and has its orders judged anew', async () => {
    const cases = await later.query(
      'select reason, transaction_id, report_id from payment_case order by transaction_id',
    );
    expect(cases).toEqual([
      { reason: 'dossier-ended-after-payment', transaction_id: 'p0', report_id: reportOf(0) },
      { reason: 'order-paid-before', transaction_id: 'p1', report_id: reportOf(1) },
    ]);
    expect(await later.query('select rules_version, dossier_accepted_at from fee_order')).toEqual([
      { rules_version: 1, dossier_accepted_at: null },
    ]);
  });
});
