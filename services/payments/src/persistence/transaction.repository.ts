import { Injectable } from '@nestjs/common';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { ReviewReason } from '../domain/review.js';
import { legOf, type Transaction } from '../domain/transaction.js';
import { GatewayTransactionEntity } from './entities.js';

/** A report as it was kept. */
export interface KeptTransaction extends Transaction {
  readonly answeredStatus: PaymentStatus;
}

export interface TransactionReceipt {
  readonly receivedAt: Date;
  readonly answeredStatus: PaymentStatus;
  readonly needsReview: ReviewReason | null;
}

/** What the gateway reported, each report once; never changed and never removed. */
@Injectable()
export class TransactionRepository {
  /** The kept report under the same id and leg, of whichever order. */
  async find(tx: Tx, { transactionId, kind }: Transaction): Promise<KeptTransaction | null> {
    return tx.findOneBy(GatewayTransactionEntity, { transactionId, leg: legOf(kind) });
  }

  /**
   * Keeps a report. False: another transaction kept one under its id and leg first, and has committed; nothing is
   * written then. (The lock on the order does not exclude that: an id may come with two orders at once.)
   */
  async insert(tx: Tx, transaction: Transaction, receipt: TransactionReceipt): Promise<boolean> {
    const { raw } = (await tx
      .createQueryBuilder()
      .insert()
      .into(GatewayTransactionEntity)
      .values({ ...transaction, leg: legOf(transaction.kind), ...receipt })
      .orIgnore()
      .returning(['transactionId'])
      .execute()) as { raw: unknown[] };
    return raw.length > 0;
  }
}
