import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { sqlMigration, type Grants, type MigrationClass } from '@motcua/persistence';
import { keepGatewayReports } from './migrations/keep-gateway-reports.migration.js';
import { keepUnreadableReports } from './migrations/keep-unreadable-reports.migration.js';

const createFeeOrdersAndTransactions = sqlMigration({
  name: 'CreateFeeOrdersAndTransactions1764000001000',
  up: `
    create table fee_order (
      order_id uuid primary key,
      dossier_id uuid not null unique,
      dossier_revision integer not null,
      revision integer not null,
      state jsonb not null,
      agency_path text[] not null,
      cancelled_at timestamptz,
      paid_in_cash_at timestamptz,
      refunded_at_counter_at timestamptz
    );
    create table fee_order_history (
      order_id uuid not null references fee_order,
      revision integer not null,
      type text not null,
      happened_at timestamptz not null,
      recorded_at timestamptz not null,
      actor text not null,
      primary key (order_id, revision)
    );
    create table gateway_transaction (
      transaction_id text not null,
      leg text not null check (leg in ('PAYMENT', 'REFUND')),
      order_id uuid not null references fee_order,
      kind text not null check (kind in ('SUCCESS', 'FAILURE', 'REFUND')),
      amount_vnd bigint not null check (amount_vnd > 0),
      occurred_at timestamptz not null,
      refund_of text,
      received_at timestamptz not null,
      answered_status text not null,
      needs_review text,
      primary key (transaction_id, leg)
    );
    create index gateway_transaction_order on gateway_transaction (order_id);
    create index gateway_transaction_review on gateway_transaction (received_at) where needs_review is not null;
    create view audit as select dossier_id, revision, state from fee_order;`,
  down: 'drop view audit; drop table gateway_transaction, fee_order_history, fee_order',
});

export const paymentsMigrations: readonly MigrationClass[] = [
  createFeeOrdersAndTransactions,
  keepGatewayReports,
  keepUnreadableReports,
];

/**
 * Reports, transactions and histories are append-only by right: the service cannot rewrite what the gateway reported, nor how a
 * case was closed; of a report only the verdict is written later.
 */
export const paymentsGrants: Grants = {
  tables: {
    fee_order: 'select, insert, update',
    fee_order_history: 'select, insert',
    gateway_transaction: 'select, insert',
    gateway_report: 'select, insert, update (verdict, judged_at, answered_status)',
    payment_case: 'select, insert, update (revision, closed_at, closed_by, outcome, reference)',
    payment_case_history: 'select, insert',
    audit: 'select',
  },
};

/** All tables of the service, those of messaging and commands among them, and what its role may do with them. */
export const paymentsSchema = {
  migrations: [...messagingMigrations, ...commandMigrations, ...paymentsMigrations],
  grants: [messagingGrants, commandGrants, paymentsGrants],
};
