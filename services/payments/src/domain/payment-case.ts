import { AppError, AppErrorKind } from '@motcua/kernel';
import type { TransactionKind } from './transaction.js';
import { UNACCOUNTED_REASONS, type UnaccountedReason } from './unaccounted.js';
import { REPORT_REASONS, type ReportReason } from './verdict.js';

export const CASE_REASONS = [...REPORT_REASONS, ...UNACCOUNTED_REASONS] as const;
export type CaseReason = ReportReason | UnaccountedReason;

/** What the person who closes a case has found or done. */
export const CASE_OUTCOMES = [
  /** The money went back to whoever paid it. */
  'PAID_BACK',
  /** The money stays with the province and is booked. */
  'BOOKED',
  /** No money moved: the gateway or the bank has confirmed it. */
  'NO_MONEY_MOVED',
] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/** Money, or a report of money, that payments cannot account for by itself. Open until accounted for, or closed by hand. */
export interface PaymentCase {
  readonly caseId: string;
  readonly revision: number;
  readonly reason: CaseReason;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  /** The person who closed it; null while open, and when it was resolved without a person. */
  readonly closedBy: string | null;
  readonly outcome: CaseOutcome | null;
  /** Number of the voucher, letter or ticket that proves the outcome. */
  readonly reference: string | null;
  /** Null: payments has no such order. */
  readonly orderId: string | null;
  readonly dossierId: string | null;
  readonly orderAmountVnd: number | null;
  /** As reported; null when the case is about money of the counter, or nothing could be read. */
  readonly transactionId: string | null;
  readonly kind: TransactionKind | null;
  readonly amountVnd: number | null;
  readonly occurredAt: Date | null;
  readonly reportedOrderId: string | null;
  /** Of the report that the case is about; null when it is about money of the counter. */
  readonly webhookId: string | null;
  /** Agencies at which a role counts for this case; empty when its order is unknown. */
  readonly agencyPath: readonly string[];
}

export interface CaseClosing {
  readonly outcome: CaseOutcome;
  readonly reference: string | null;
  readonly closedAt: Date;
  readonly closedBy: string;
}

/** @throws AppError `illegal-transition` unless open */
export function closeCase(paymentCase: PaymentCase, closing: CaseClosing): PaymentCase {
  if (paymentCase.closedAt === null) return { ...paymentCase, ...closing, revision: paymentCase.revision + 1 };
  throw new AppError('This case is closed, and a closed case cannot be changed.', {
    code: 'illegal-transition',
    retryable: false,
    kind: AppErrorKind.Conflict,
    details: { closedAt: paymentCase.closedAt },
  });
}
