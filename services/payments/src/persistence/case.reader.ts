import { Injectable } from '@nestjs/common';
import type { Tx } from '@motcua/persistence';
import type { CaseReason, PaymentCase } from '../domain/payment-case.js';
import { caseNotFound } from './case.repository.js';

/** Whose cases: those of orders with one of these agencies on their path, and those of unknown orders. */
export interface CaseScope {
  readonly agencies: readonly string[];
  readonly unknownOrders: boolean;
}

export interface CaseFilter {
  readonly open: boolean;
  readonly reason: CaseReason | null;
  readonly dossierId: string | null;
  /** Cases with a higher id; ids ascend with the time of opening. */
  readonly after: string | null;
  readonly limit: number;
}

export type CaseCounts = Readonly<Partial<Record<CaseReason, number>>>;

const FROM = `from payment_case as kept
  left join fee_order using (order_id)
  left join gateway_report as report using (report_id)`;

const COLUMNS = `kept.case_id as "caseId", kept.revision, kept.reason, kept.opened_at as "openedAt",
  kept.closed_at as "closedAt", kept.closed_by as "closedBy", kept.outcome, kept.reference,
  kept.order_id as "orderId", fee_order.dossier_id as "dossierId",
  (fee_order.state ->> 'amountVnd')::float8 as "orderAmountVnd", kept.transaction_id as "transactionId", kept.kind,
  kept.amount_vnd::float8 as "amountVnd", kept.occurred_at as "occurredAt", report.order_id as "reportedOrderId",
  report.webhook_id as "webhookId", coalesce(fee_order.agency_path, '{}') as "agencyPath"`;

const IN_SCOPE = '(fee_order.agency_path && $1::text[] or kept.order_id is null and $2::boolean)';

/** Reads cases for people. */
@Injectable()
export class CaseReader {
  /** @throws AppError `case-not-found` */
  async read(tx: Tx, caseId: string): Promise<PaymentCase> {
    const [found] = (await tx.query(`select ${COLUMNS} ${FROM} where case_id = $1`, [caseId])) as PaymentCase[];
    if (!found) throw caseNotFound(caseId);
    return found;
  }

  /** Cases in the order in which they were opened. */
  async list(tx: Tx, scope: CaseScope, filter: CaseFilter): Promise<readonly PaymentCase[]> {
    return (await tx.query(
      `select ${COLUMNS} ${FROM}
       where ${IN_SCOPE} and (kept.closed_at is null) = $3::boolean
         and ($4::text is null or kept.reason = $4) and ($5::uuid is null or fee_order.dossier_id = $5)
         and ($6::uuid is null or kept.case_id > $6)
       order by kept.case_id limit $7`,
      [scope.agencies, scope.unknownOrders, filter.open, filter.reason, filter.dossierId, filter.after, filter.limit],
    )) as PaymentCase[];
  }

  /** How many are open, by reason. */
  async countOpen(tx: Tx, scope: CaseScope): Promise<CaseCounts> {
    const rows = (await tx.query(
      `select kept.reason, count(*)::int as count ${FROM} where ${IN_SCOPE} and kept.closed_at is null
       group by kept.reason order by kept.reason`,
      [scope.agencies, scope.unknownOrders],
    )) as { reason: CaseReason; count: number }[];
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  }

  /** The same for the whole province, cheap enough to run every second. */
  async countAllOpen(tx: Tx): Promise<CaseCounts> {
    const rows = (await tx.query(
      'select reason, count(*)::int as count from payment_case where closed_at is null group by reason',
    )) as { reason: CaseReason; count: number }[];
    return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]));
  }
}
