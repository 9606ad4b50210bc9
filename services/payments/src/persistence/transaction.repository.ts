import { Injectable } from '@nestjs/common';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Transaction } from '../domain/transaction.js';
import { GatewayTransactionEntity } from './entities.js';

/** A report that was applied to an order. */
export interface KeptTransaction extends Transaction {
  readonly receivedAt: Date;
  readonly answeredStatus: PaymentStatus;
}

/** The gateway's reports that were applied to orders, each once; never changed and never removed. */
@Injectable()
export class TransactionRepository {
  /**
   * Everything known under a transaction id, of whichever order. Locks the id until the transaction ends: the lock of an order does
   * not prevent that one id arrives with two orders at the same time.
   */
  async lockAll(tx: Tx, transactionId: string): Promise<readonly KeptTransaction[]> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [transactionId]);
    return tx.findBy(GatewayTransactionEntity, { transactionId });
  }

  async insert(tx: Tx, transaction: KeptTransaction): Promise<void> {
    const { transactionId, orderId, kind, amountVnd, occurredAt, refundOf, receivedAt, answeredStatus } = transaction;
    const content = { transactionId, orderId, kind, amountVnd, occurredAt, refundOf };
    await tx.insert(GatewayTransactionEntity, { ...content, receivedAt, answeredStatus });
  }
}
