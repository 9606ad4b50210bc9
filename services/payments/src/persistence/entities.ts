import type { PaymentStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { TransactionKind } from '../domain/transaction.js';
import type { Verdict } from '../domain/verdict.js';

const instant = { nullable: true } as const;
/** PostgreSQL hands out a bigint as text; whole dong fit a JavaScript number. */
const wholeDong = {
  from: (amount: string | null): number | null => (amount === null ? null : Number(amount)),
  to: (amount: number | null): number | null => amount,
};

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
  @Column('timestamptz', { name: 'dossier_accepted_at', ...instant }) dossierAcceptedAt!: Date | null;
  @Column('timestamptz', { name: 'dossier_ended_at', ...instant }) dossierEndedAt!: Date | null;
  /** The rules by which the order and its cases were judged as a whole. */
  @Column('integer', { name: 'rules_version' }) rulesVersion!: number;
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

/** A signed report; the service may insert it and set its verdict, never change its content. */
@Entity('gateway_report')
export class GatewayReportEntity {
  @PrimaryColumn('uuid', { name: 'report_id' }) reportId!: string;
  @Column('text', { name: 'webhook_id' }) webhookId!: string;
  /** SHA-256 of the body's bytes. */
  @Column('text', { name: 'body_digest' }) bodyDigest!: string;
  /** The raw body; of a report that is not as declared, its declared members alone. */
  @Column('text') body!: string;
  @Column('integer', { name: 'body_bytes', nullable: true }) bodyBytes!: number | null;
  /** The first bytes of a body that is not as declared, in base64 and sealed, because it may name who paid. */
  @Column('text', { name: 'sealed_body', nullable: true }) sealedBody!: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  /** These are null when the report is not as declared. */
  @Column('text', { name: 'transaction_id', nullable: true }) transactionId!: string | null;
  @Column('uuid', { name: 'order_id', nullable: true }) orderId!: string | null;
  @Column('text', { nullable: true }) kind!: TransactionKind | null;
  @Column('bigint', { name: 'amount_vnd', nullable: true, transformer: wholeDong }) amountVnd!: number | null;
  @Column('timestamptz', { name: 'occurred_at', ...instant }) occurredAt!: Date | null;
  @Column('text', { name: 'refund_of', nullable: true }) refundOf!: string | null;
  /** Null while it is not judged. */
  @Column('text', { nullable: true }) verdict!: Verdict | null;
  @Column('timestamptz', { name: 'judged_at', ...instant }) judgedAt!: Date | null;
  /** The order's state after this report, when it is among the order's transactions: the answer to the gateway. */
  @Column('text', { name: 'answered_status', nullable: true }) answeredStatus!: PaymentStateV1['status'] | null;
}

/** The reports that were applied to an order, each once; the service may insert and read them, never change them. */
@Entity('gateway_transaction')
export class GatewayTransactionEntity {
  @PrimaryColumn('text', { name: 'transaction_id' }) transactionId!: string;
  @PrimaryColumn('text') kind!: TransactionKind;
  /** Part of the identity of a failed attempt only: money moves once under an id (a unique index says so). */
  @PrimaryColumn('timestamptz', { name: 'occurred_at' }) occurredAt!: Date;
  @Column('uuid', { name: 'order_id' }) orderId!: string;
  @Column('bigint', { name: 'amount_vnd', transformer: wholeDong }) amountVnd!: number;
  @Column('text', { name: 'refund_of', nullable: true }) refundOf!: string | null;
  @Column('timestamptz', { name: 'received_at' }) receivedAt!: Date;
  /** The order's state after this report: the answer to the gateway, also to a repetition. */
  @Column('text', { name: 'answered_status' }) answeredStatus!: PaymentStateV1['status'];
}
