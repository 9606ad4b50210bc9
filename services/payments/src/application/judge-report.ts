import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { recordTransaction, type FeeOrder } from '../domain/fee-order.js';
import { digestOf, isSameHappening, type Transaction } from '../domain/transaction.js';
import { judge, mayChange, type ReportReason, type Verdict } from '../domain/verdict.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { ReportRepository, type KeptReport } from '../persistence/report.repository.js';
import { TransactionRepository, type KeptTransaction } from '../persistence/transaction.repository.js';
import { OpenAndResolveCases } from './open-and-resolve-cases.js';
import { StoreOrderStep } from './store-order-step.js';

/** The answer to the gateway: the order's state after its report, or why the report became a case. */
export interface ReportAnswer {
  readonly status: PaymentStatus | null;
  readonly reason: ReportReason | null;
}

/** The result of judging a report. */
interface Judged {
  readonly verdict: Verdict;
  readonly status: PaymentStatus | null;
}

/**
 * Judges a stored report, once in effect: it becomes one of its order's transactions, repeats one, or becomes a case. A report of
 * an unknown order, or of a future instant, is judged again at its next repetition. The decision of a person about the same
 * report stays: money that was paid back by hand must not settle an order later. Locks are taken in one order: report, case of
 * the report, order, transaction id.
 */
@Injectable()
export class JudgeReport {
  constructor(
    private readonly reports: ReportRepository,
    private readonly orders: FeeOrderRepository,
    private readonly transactions: TransactionRepository,
    private readonly cases: OpenAndResolveCases,
    private readonly storeStep: StoreOrderStep,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @param longestWaitMs for a locked row; after that it fails, and may be retried */
  async run(tx: Tx, reportId: string, longestWaitMs: number): Promise<ReportAnswer> {
    const report = await this.reports.lock(tx, reportId, longestWaitMs);
    const { transaction, verdict: before } = report;
    if (!transaction || !mayChange(before)) return answerOf(report);
    const decided = await this.cases.decidedByHand(tx, subjectOf(report));
    const { verdict, status } = decided
      ? { verdict: decided, status: null }
      : await this.judgeAndApply(tx, transaction, report);
    if (verdict !== before) await this.note(tx, report, verdict, status);
    return answerOf({ verdict, answeredStatus: status });
  }

  /** Makes a case of a report whose judgement failed with an error that a retry does not help against. */
  async giveUp(tx: Tx, reportId: string, longestWaitMs: number): Promise<void> {
    const report = await this.reports.lock(tx, reportId, longestWaitMs);
    if (report.verdict === null) await this.note(tx, report, 'not-judged', null);
  }

  private async judgeAndApply(tx: Tx, transaction: Transaction, { receivedAt }: KeptReport): Promise<Judged> {
    const order = await this.orders.lock(tx, transaction.orderId);
    const known = await this.transactions.lockAll(tx, transaction.transactionId);
    const verdict = judge(transaction, order, known, this.clock.now());
    if (verdict === 'applied') return { verdict, status: await this.apply(tx, order!, transaction, receivedAt) };
    return { verdict, status: verdict === 'repeated' ? statusToldBefore(known, transaction) : null };
  }

  private async apply(tx: Tx, order: FeeOrder, transaction: Transaction, receivedAt: Date): Promise<PaymentStatus> {
    const step = recordTransaction(order, transaction);
    const answeredStatus = step.order.state.status;
    await this.transactions.insert(tx, { ...transaction, receivedAt, answeredStatus });
    await this.storeStep.run(tx, order, step, actorOf(transaction));
    return answeredStatus;
  }

  private async note(tx: Tx, report: KeptReport, verdict: Verdict, status: PaymentStatus | null): Promise<void> {
    const { reportId, transaction, verdict: before } = report;
    const subject = subjectOf(report);
    const actor = transaction ? actorOf(transaction) : reportId;
    await this.reports.judge(tx, reportId, { verdict, judgedAt: this.clock.now(), answeredStatus: status });
    if (isReason(before)) await this.cases.resolve(tx, { reason: before, subject }, actor);
    if (!isReason(verdict)) return;
    const orderId = verdict === 'order-unknown' || verdict === 'not-judged' ? null : (transaction?.orderId ?? null);
    await this.cases.open(tx, { reason: verdict, subject, orderId, reportId, transaction, actor });
  }
}

function answerOf({ verdict, answeredStatus }: Pick<KeptReport, 'verdict' | 'answeredStatus'>): ReportAnswer {
  return { status: answeredStatus, reason: isReason(verdict) ? verdict : null };
}

function isReason(verdict: Verdict | null): verdict is ReportReason {
  return verdict !== null && verdict !== 'applied' && verdict !== 'repeated';
}

function statusToldBefore(known: readonly KeptTransaction[], transaction: Transaction): PaymentStatus | null {
  return known.find((each) => isSameHappening(each, transaction))?.answeredStatus ?? null;
}

const actorOf = ({ transactionId, kind }: Transaction): string => `${transactionId}.${kind}`;

/** The same report has the same subject under every webhook id. */
function subjectOf({ transaction, bodyDigest }: KeptReport): string {
  return transaction ? digestOf(transaction) : bodyDigest;
}
