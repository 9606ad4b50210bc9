import { Injectable } from '@nestjs/common';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Transaction } from '../domain/transaction.js';
import type { Verdict } from '../domain/verdict.js';
import { GatewayReportEntity } from './entities.js';

/** A signed report as it came. */
export interface SignedReport {
  readonly reportId: string;
  /** The same when the gateway repeats a report. */
  readonly webhookId: string;
  readonly body: string;
  /** SHA-256 of the body's bytes as they came, all of them. */
  readonly bodyDigest: string;
  /** How many they were; null: kept by a version that did not count them. */
  readonly bodyBytes: number | null;
  /** The first of them, when the report is not as declared; sealed, bound to its id. */
  readonly sealedBody: string | null;
  readonly receivedAt: Date;
  /** What it says; null when it is not as declared. */
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

/** The gateway's signed reports as they came, and what became of each. */
@Injectable()
export class ReportRepository {
  /** Keeps a report and answers its id; one that came before under its webhook id keeps the id it has. */
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

  /** Reads a report and holds its row until the transaction ends, in which nothing waits longer for any lock. */
  async lock(tx: Tx, reportId: string, longestWaitMs: number): Promise<KeptReport> {
    await tx.query(`select set_config('lock_timeout', $1, true)`, [String(longestWaitMs)]);
    const lock = { mode: 'pessimistic_write' } as const;
    const entity = await tx.findOneOrFail(GatewayReportEntity, { where: { reportId }, lock });
    return { ...entity, transaction: transactionOf(entity) };
  }

  /** The id of the first kept report that says just this; null: it came before reports were kept. */
  async idOf(tx: Tx, said: Transaction): Promise<string | null> {
    const { transactionId, kind, orderId, amountVnd, occurredAt, refundOf } = said;
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
   * Ids of reports after `after` that can be judged by now, lowest first: left behind by a process that died or by a
   * fault, of an order that has been opened since, or of an instant that has come. Not those whose case is closed.
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
