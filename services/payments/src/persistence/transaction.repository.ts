import { Injectable } from '@nestjs/common';
import type { PaymentStatus } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Transaction } from '../domain/transaction.js';
import { GatewayTransactionEntity } from './entities.js';

/** A report as an order took it in. */
export interface KeptTransaction extends Transaction {
  readonly receivedAt: Date;
  readonly answeredStatus: PaymentStatus;
}

/** What orders took in of the gateway's reports, each once; never changed and never removed. */
@Injectable()
export class TransactionRepository {
  /**
   * Everything known under a transaction id, of whichever order. Until the transaction ends nobody else who asks so gets
   * an answer: the lock on an order does not exclude that an id comes with two orders at once.
   */
  async lockAll(tx: Tx, transactionId: string): Promise<readonly KeptTransaction[]> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [transactionId]);
    return tx.findBy(GatewayTransactionEntity, { transactionId });
  }

  async insert(tx: Tx, transaction: KeptTransaction): Promise<void> {
    const { transactionId, orderId, kind, amountVnd, occurredAt, refundOf, receivedAt, answeredStatus } = transaction;
    const said = { transactionId, orderId, kind, amountVnd, occurredAt, refundOf };
    await tx.insert(GatewayTransactionEntity, { ...said, receivedAt, answeredStatus });
  }
}
