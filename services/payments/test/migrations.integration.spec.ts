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
