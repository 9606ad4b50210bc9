import { Injectable } from '@nestjs/common';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Transaction } from '../domain/transaction.js';
import type { Verdict } from '../domain/verdict.js';
import { GatewayReportEntity } from './entities.js';

/** A signed report. */
export interface SignedReport {
  readonly reportId: string;
  /** The same when the gateway repeats a report. */
  readonly webhookId: string;
  readonly body: string;
  /** SHA-256 of the whole raw body. */
  readonly bodyDigest: string;
  /** Length of the whole raw body; null: stored by a version that did not count. */
  readonly bodyBytes: number | null;
  /** The first bytes of the body when the report is not as declared; sealed, bound to its id. */
  readonly sealedBody: string | null;
  readonly receivedAt: Date;
  /** Its content; null when it is not as declared. */
  readonly transaction: Transaction | null;
  /** Null while it is not judged. */
  readonly verdict: Verdict | null;
}

export interface KeptReport extends SignedReport {
  readonly answeredStatus: PaymentStatus | null;
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly judgedAt: Date;
  readonly answeredStatus: PaymentStatus | null;
}

/** The gateway's signed reports and their verdicts. */
@Injectable()
export class ReportRepository {
  /** Stores a report and returns its id; a repetition under the same webhook id has the id of the first. */
  async keep(tx: Tx, { transaction, ...report }: SignedReport): Promise<string> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(GatewayReportEntity)
      .values({ ...report, ...transaction, judgedAt: report.verdict && report.receivedAt })
      .orIgnore()
      .execute();
    const { webhookId, bodyDigest } = report;
    const { reportId } = await tx.findOneOrFail(GatewayReportEntity, {
      where: { webhookId, bodyDigest },
      select: { reportId: true },
    });
    return reportId;
  }

  /** Reads a report and locks its row until the transaction ends; sets the longest wait for all locks of the transaction. */
  async lock(tx: Tx, reportId: string, longestWaitMs: number): Promise<KeptReport> {
    await tx.query(`select set_config('lock_timeout', $1, true)`, [String(longestWaitMs)]);
    const lock = { mode: 'pessimistic_write' } as const;
    const entity = await tx.findOneOrFail(GatewayReportEntity, { where: { reportId }, lock });
    return { ...entity, transaction: transactionOf(entity) };
  }

  /** The id of the first stored report with just this content; null: it is older than the storing of reports. */
  async idOf(tx: Tx, content: Transaction): Promise<string | null> {
    const { transactionId, kind, orderId, amountVnd, occurredAt, refundOf } = content;
    const [row] = (await tx.query(
      `select report_id as "reportId" from gateway_report
       where transaction_id = $1 and kind = $2 and order_id = $3 and amount_vnd = $4 and occurred_at = $5
         and refund_of is not distinct from $6
       order by report_id limit 1`,
      [transactionId, kind, orderId, amountVnd, occurredAt, refundOf],
    )) as { reportId: string }[];
    return row?.reportId ?? null;
  }

  async judge(tx: Tx, reportId: string, judgement: Judgement): Promise<void> {
    await tx.update(GatewayReportEntity, { reportId }, { ...judgement });
  }

  /**
   * Ids of reports after `after` that can be judged now, lowest first: left by a process that ended or by an error, of an order
   * that is open now, or of an instant that has come. Not those whose case is closed.
   */
  async due(tx: Tx, after: string, now: Date, limit: number): Promise<readonly string[]> {
    const rows = (await tx.query(
      `select report_id as "reportId" from gateway_report as report
       where report_id > $1 and (
         verdict is null and received_at < $2::timestamptz - interval '2 seconds'
         or verdict = 'order-unknown' and ${HAS_OPEN_CASE}
           and exists (select from fee_order where fee_order.order_id = report.order_id)
         or verdict = 'occurred-out-of-bounds' and occurred_at between received_at and $2 and ${HAS_OPEN_CASE})
       order by report_id limit $3`,
      [after, now, limit],
    )) as { reportId: string }[];
    return rows.map(({ reportId }) => reportId);
  }
}

const HAS_OPEN_CASE =
  'exists (select from payment_case where payment_case.report_id = report.report_id and closed_at is null)';

function transactionOf(entity: GatewayReportEntity): Transaction | null {
  const { transactionId, orderId, kind, amountVnd, occurredAt, refundOf } = entity;
  if (transactionId === null || orderId === null || kind === null || amountVnd === null || occurredAt === null)
    return null;
  return { transactionId, orderId, kind, amountVnd, occurredAt, refundOf };
}
