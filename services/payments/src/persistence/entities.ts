import type { PaymentStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewReason } from '../domain/review.js';
import type { TransactionKind, TransactionLeg } from '../domain/transaction.js';

const instant = { nullable: true } as const;
/** PostgreSQL hands out a bigint as text; whole dong fit a JavaScript number. */
const wholeDong = { from: Number, to: (amount: number): number => amount };

@Entity('fee_order')
export class FeeOrderEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @Column('uuid', { name: 'dossier_id' }) dossierId!: string;
  @Column('integer', { name: 'dossier_revision' }) dossierRevision!: number;
  @Column('integer') revision!: number;
  @Column('jsonb') state!: PaymentStateV1;
  @Column('text', { name: 'agency_path', array: true }) agencyPath!: string[];
  @Column('timestamptz', { name: 'cancelled_at', ...instant }) cancelledAt!: Date | null;
  @Column('timestamptz', { name: 'paid_in_cash_at', ...instant }) paidInCashAt!: Date | null;
  @Column('timestamptz', { name: 'refunded_at_counter_at', ...instant }) refundedAtCounterAt!: Date | null;
}

/** One row a revision; the service may insert and read it, never change it. */
@Entity('fee_order_history')
export class FeeOrderHistoryEntity {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('text') type!: string;
  @Column('timestamptz', { name: 'happened_at' }) happenedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** Who did it: a principal's id, the event that made it happen, or the gateway's transaction. */
  @Column('text') actor!: string;
}

/** One row a report of the gateway; the service may insert and read it, never change it. */
@Entity('gateway_transaction')
export class GatewayTransactionEntity {
  @PrimaryColumn('text', { name: 'transaction_id' }) transactionId!: string;
  @PrimaryColumn('text') leg!: TransactionLeg;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  @Column('text') kind!: TransactionKind;
  @Column('bigint', { name: 'amount_vnd', transformer: wholeDong }) amountVnd!: number;
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('text', { name: 'refund_of', nullable: true }) refundOf!: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  /** The order's state after this report: what the gateway was told, and is told again. */
  @Column('text', { name: 'answered_status' }) answeredStatus!: PaymentStateV1['status'];
  @Column('text', { name: 'needs_review', nullable: true }) needsReview!: ReviewReason | null;
}
