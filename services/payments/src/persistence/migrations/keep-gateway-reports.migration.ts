import { sqlMigration } from '@motcua/persistence';

/** A refund beside cash or after the end was marked by the state of its order; now by what it pays back. */
const REASON_OF_REVIEW = `case
  when kind = 'REFUND' and needs_review = 'order-refunded-before' then 'refund-again'
  when kind = 'REFUND' then 'refund-of-unpaid'
  else needs_review end`;

/**
 * Every signed report is kept before it is judged, and what cannot be accounted for becomes a case. A transaction id may
 * bear failed attempts beside its one success and its one refund, so what was its leg becomes its kind. What was marked
 * for review becomes cases.
 */
export const keepGatewayReports = sqlMigration({
  name: 'KeepGatewayReports1764000001001',
  up: `
    alter table fee_order add dossier_ended_at timestamptz;
    create table gateway_report (
      report_id uuid primary key,
      webhook_id text not null,
      body_digest text not null,
      body text not null check (length(body) <= 8192),
      received_at timestamptz not null,
      transaction_id text,
      order_id uuid,
      kind text,
      amount_vnd bigint,
      occurred_at timestamptz,
      refund_of text,
      verdict text,
      judged_at timestamptz,
      answered_status text,
      unique (webhook_id, body_digest)
    );
    create index gateway_report_waiting on gateway_report (report_id)
      where verdict is null or verdict in ('order-unknown', 'occurred-out-of-bounds');
    create table payment_case (
      case_id uuid primary key,
      revision integer not null,
      reason text not null,
      subject text not null,
      order_id uuid references fee_order,
      report_id uuid references gateway_report,
      transaction_id text,
      kind text,
      amount_vnd bigint,
      occurred_at timestamptz,
      opened_at timestamptz not null,
      closed_at timestamptz,
      closed_by text,
      outcome text,
      reference text,
      unique (reason, subject)
    );
    create index payment_case_open on payment_case (case_id) where closed_at is null;
    create table payment_case_history (
      case_id uuid not null references payment_case,
      revision integer not null,
      what text not null check (what in ('OPENED', 'ACCOUNTED_FOR', 'CLOSED')),
      at timestamptz not null,
      actor text not null,
      outcome text,
      reference text,
      primary key (case_id, revision)
    );
    insert into payment_case (case_id, revision, reason, subject, order_id, transaction_id, kind, amount_vnd, occurred_at, opened_at)
      select gen_random_uuid(), 1, ${REASON_OF_REVIEW}, concat_ws(' ', order_id, kind, transaction_id),
        order_id, transaction_id, kind, amount_vnd, occurred_at, received_at
      from gateway_transaction where needs_review is not null;
    insert into payment_case_history (case_id, revision, what, at, actor)
      select case_id, 1, 'OPENED', opened_at, concat_ws('.', transaction_id, kind) from payment_case;
    alter table gateway_transaction drop constraint gateway_transaction_pkey;
    alter table gateway_transaction drop leg, drop needs_review, add primary key (transaction_id, kind, occurred_at);
    create unique index gateway_transaction_money on gateway_transaction (transaction_id, kind) where kind <> 'FAILURE';`,
  /** Failed attempts under the id of a success, or under one id, are lost: the former key has no room for them. */
  down: `
    drop index gateway_transaction_money;
    delete from gateway_transaction as failure using gateway_transaction as other
      where failure.kind = 'FAILURE' and other.transaction_id = failure.transaction_id and other.kind <> 'REFUND'
        and (other.kind, other.occurred_at) > (failure.kind, failure.occurred_at);
    alter table gateway_transaction drop constraint gateway_transaction_pkey;
    alter table gateway_transaction add needs_review text, add leg text check (leg in ('PAYMENT', 'REFUND'));
    update gateway_transaction set leg = case kind when 'REFUND' then 'REFUND' else 'PAYMENT' end,
      needs_review = (select min(reason) from payment_case as kept
        where kept.transaction_id = gateway_transaction.transaction_id and kept.kind = gateway_transaction.kind
          and kept.order_id = gateway_transaction.order_id and kept.report_id is null);
    alter table gateway_transaction add primary key (transaction_id, leg);
    create index gateway_transaction_review on gateway_transaction (received_at) where needs_review is not null;
    drop table payment_case_history, payment_case, gateway_report;
    alter table fee_order drop dossier_ended_at`,
});
