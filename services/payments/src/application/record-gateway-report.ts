import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { recordTransaction, type FeeOrder } from '../domain/fee-order.js';
import { reviewReasonOf } from '../domain/review.js';
import { saysTheSame, type Transaction } from '../domain/transaction.js';
import { FeeOrderRepository } from '../persistence/fee-order.repository.js';
import { TransactionRepository, type KeptTransaction } from '../persistence/transaction.repository.js';

/** How far the gateway's clock may be ahead of ours. */
const SKEW_MS = 5_000;

/**
 * Takes in what the payment gateway reports, once in effect: the same report again gets the same answer. A report that
 * the order cannot account for (paid twice, paid after the dossier ended) is kept and marked for reconciliation.
 */
@Injectable()
export class RecordGatewayReport {
  constructor(
    private readonly orders: FeeOrderRepository,
    private readonly transactions: TransactionRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Answers the order's state after the report.
   * @throws AppError `order-unknown`, `amount-differs`, `occurred-in-the-future`, `transaction-differs`
   */
  async run(tx: Tx, report: Transaction): Promise<PaymentStatus> {
    const order = await this.orders.lock(tx, report.orderId);
    if (!order) {
      throw new AppError(`There is no fee order ${report.orderId}.`, {
        code: 'order-unknown',
        retryable: false,
        kind: AppErrorKind.NotFound,
      });
    }
    this.check(order, report);
    const kept = await this.transactions.find(tx, report);
    return kept ? answerAgain(kept, report) : this.record(tx, order, report);
  }

  private async record(tx: Tx, order: FeeOrder, report: Transaction): Promise<PaymentStatus> {
    const step = recordTransaction(order, report);
    const answeredStatus = step.order.state.status;
    const needsReview = reviewReasonOf(order, report);
    const receipt = { receivedAt: this.clock.now(), answeredStatus, needsReview };
    if (!(await this.transactions.insert(tx, report, receipt))) throw transactionDiffers(report);
    await this.orders.update(tx, step, `${report.transactionId}.${report.kind}`);
    return answeredStatus;
  }

  private check(order: FeeOrder, { amountVnd, occurredAt }: Transaction): void {
    if (amountVnd !== order.facts.amountVnd) {
      throw new AppError(`The order is about ${order.facts.amountVnd} dong, the report about ${amountVnd}.`, {
        code: 'amount-differs',
        retryable: false,
        kind: AppErrorKind.Conflict,
        details: { orderAmountVnd: order.facts.amountVnd },
      });
    }
    const now = this.clock.now();
    if (occurredAt.getTime() > now.getTime() + SKEW_MS) {
      throw new AppError(`occurredAt ${occurredAt.toISOString()} lies in the future (it is ${now.toISOString()}).`, {
        code: 'occurred-in-the-future',
        retryable: false,
        kind: AppErrorKind.Unprocessable,
      });
    }
  }
}

function answerAgain(kept: KeptTransaction, report: Transaction): PaymentStatus {
  if (!saysTheSame(kept, report)) throw transactionDiffers(report);
  return kept.answeredStatus;
}

function transactionDiffers({ transactionId }: Transaction): AppError {
  return new AppError(`The transaction ${transactionId} was reported before with other content.`, {
    code: 'transaction-differs',
    retryable: false,
    kind: AppErrorKind.Conflict,
  });
}
