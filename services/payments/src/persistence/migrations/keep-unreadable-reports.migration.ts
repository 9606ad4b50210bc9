import { sqlMigration } from '@motcua/persistence';

/**
 * What came of an unreadable report is kept sealed; orders know when their dossier was accepted, and by which rules they
 * were judged. A case about money that was reported names the report, also one that was opened before this.
 */
export const keepUnreadableReports = sqlMigration({
  name: 'KeepUnreadableReports1764000001002',
  up: `
    alter table fee_order add dossier_accepted_at timestamptz, add rules_version integer not null default 1;
    create index fee_order_rules on fee_order (rules_version, order_id);
    alter table gateway_report add body_bytes integer, add sealed_body text;
    create index gateway_report_transaction on gateway_report (transaction_id) where transaction_id is not null;
    create index payment_case_order on payment_case (order_id) where closed_at is null;
    update payment_case as kept
      set transaction_id = paid.transaction_id, kind = paid.kind, amount_vnd = paid.amount_vnd, occurred_at = paid.occurred_at
      from gateway_transaction as paid join fee_order using (order_id)
      where kept.reason = 'dossier-ended-after-payment' and kept.order_id = paid.order_id and paid.kind = 'SUCCESS'
        and state ->> 'method' = 'ONLINE' and paid.occurred_at = (state ->> 'settledAt')::timestamptz;
    update payment_case as kept
      set report_id = (select min(report_id::text)::uuid from gateway_report as report
        where report.transaction_id = kept.transaction_id and report.kind = kept.kind and report.order_id = kept.order_id
          and report.amount_vnd = kept.amount_vnd and report.occurred_at = kept.occurred_at)
      where report_id is null and transaction_id is not null`,
  down: `
    drop index payment_case_order, gateway_report_transaction, fee_order_rules;
    alter table gateway_report drop body_bytes, drop sealed_body;
    alter table fee_order drop dossier_accepted_at, drop rules_version`,
});
