import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { CaseReason, PaymentCase } from '../domain/payment-case.js';
import type { Transaction } from '../domain/transaction.js';

/** A case to open. */
export interface NewCase {
  readonly caseId: string;
  readonly reason: CaseReason;
  /** The same money, or the same report, has the same subject; there is one case for each reason and subject. */
  readonly subject: string;
  readonly orderId: string | null;
  readonly reportId: string | null;
  readonly transaction: Transaction | null;
  readonly openedAt: Date;
  readonly actor: string;
}

/** A case by what it is about. */
export type CaseKey = Pick<NewCase, 'reason' | 'subject'>;

/** One step of a case as its history has it. */
export interface CaseStep {
  readonly revision: number;
  readonly what: 'OPENED' | 'ACCOUNTED_FOR' | 'CLOSED';
  readonly at: Date;
  readonly actor: string;
  readonly outcome: string | null;
  readonly reference: string | null;
}

const NOTE = `insert into payment_case_history (case_id, revision, what, at, actor, outcome, reference)
  values ($1, $2, $3, $4, $5, $6, $7)`;

/** Cases with their history, which is append-only by right. Reading them for people: {@link CaseReader}. */
@Injectable()
export class CaseRepository {
  /**
   * Opens a case, or reopens one that was resolved meanwhile. Null when it is open, or was closed by a person, whose decision stays.
   */
  async open(tx: Tx, { caseId, reason, subject, orderId, reportId, transaction, openedAt, actor }: NewCase) {
    const { transactionId = null, kind = null, amountVnd = null, occurredAt = null } = transaction ?? {};
    const [row] = (await tx.query(
      `insert into payment_case as kept (case_id, revision, reason, subject, order_id, report_id, transaction_id, kind,
         amount_vnd, occurred_at, opened_at)
       values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (reason, subject) do update set revision = kept.revision + 1, closed_at = null
         where kept.closed_at is not null and kept.closed_by is null
       returning case_id as "caseId", revision`,
      [caseId, reason, subject, orderId, reportId, transactionId, kind, amountVnd, occurredAt, openedAt],
    )) as { caseId: string; revision: number }[];
    if (!row) return null;
    await tx.query(NOTE, [row.caseId, row.revision, 'OPENED', openedAt, actor, null, null]);
    return row.caseId;
  }

  /** Resolves an open case; null when none is open. */
  async resolve(tx: Tx, { reason, subject }: CaseKey, at: Date, actor: string): Promise<string | null> {
    const [[row]] = (await tx.query(
      `update payment_case set revision = revision + 1, closed_at = $3
       where reason = $1 and subject = $2 and closed_at is null
       returning case_id as "caseId", revision`,
      [reason, subject, at],
    )) as [{ caseId: string; revision: number }[], number];
    if (!row) return null;
    await tx.query(NOTE, [row.caseId, row.revision, 'ACCOUNTED_FOR', at, actor, null, null]);
    return row.caseId;
  }

  /** The keys of the open cases of an order with these reasons. */
  async openOf(tx: Tx, orderId: string, reasons: readonly CaseReason[]): Promise<readonly CaseKey[]> {
    return (await tx.query(
      `select reason, subject from payment_case
       where order_id = $1 and reason = any($2) and closed_at is null order by case_id`,
      [orderId, reasons],
    )) as CaseKey[];
  }

  /** The reason of a case of the subject that a person has closed, of those with these reasons; locks their rows. */
  async decidedByHand<Reason extends CaseReason>(
    tx: Tx,
    subject: string,
    reasons: readonly Reason[],
  ): Promise<Reason | null> {
    const rows = (await tx.query(
      `select reason, closed_by as "closedBy" from payment_case where reason = any($1) and subject = $2
       order by reason for update`,
      [reasons, subject],
    )) as { reason: Reason; closedBy: string | null }[];
    return rows.find(({ closedBy }) => closedBy !== null)?.reason ?? null;
  }

  /** Locks the row of a case until the transaction ends. @throws AppError `case-not-found` */
  async lock(tx: Tx, caseId: string): Promise<void> {
    const rows: unknown[] = await tx.query('select from payment_case where case_id = $1 for update', [caseId]);
    if (rows.length === 0) throw caseNotFound(caseId);
  }

  /** Stores a case that this transaction has locked and closed by hand. */
  async close(tx: Tx, { caseId, revision, closedAt, closedBy, outcome, reference }: PaymentCase): Promise<void> {
    await tx.query(
      `update payment_case set revision = $2, closed_at = $3, closed_by = $4, outcome = $5, reference = $6
       where case_id = $1`,
      [caseId, revision, closedAt, closedBy, outcome, reference],
    );
    await tx.query(NOTE, [caseId, revision, 'CLOSED', closedAt, closedBy, outcome, reference]);
  }

  async history(tx: Tx, caseId: string): Promise<readonly CaseStep[]> {
    return (await tx.query(
      'select revision, what, at, actor, outcome, reference from payment_case_history where case_id = $1 order by revision',
      [caseId],
    )) as CaseStep[];
  }
}

export function caseNotFound(caseId: string): AppError {
  return new AppError(`There is no payment case ${caseId}.`, {
    code: 'case-not-found',
    retryable: false,
    kind: AppErrorKind.NotFound,
  });
}
