import { PaymentStatus } from '@motcua/contracts';
import { z } from 'zod';
import type { Transaction, TransactionKind } from '../domain/transaction.js';
import { REPORT_REASONS } from '../domain/verdict.js';

const TransactionId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'must be 1 to 200 visible characters');

const report = {
  transactionId: TransactionId,
  orderId: z.uuid(),
  amountVnd: z.int().positive(),
  occurredAt: z.iso.datetime({ offset: true }),
};

/** A report of the payment gateway. A refund may have an id of its own or the id of the payment that it pays back. */
export const CallbackBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('payment.succeeded'), ...report }),
  z.strictObject({ type: z.literal('payment.failed'), ...report }),
  z.strictObject({ type: z.literal('payment.refunded'), ...report, refundOf: TransactionId.optional() }),
]);
export type CallbackBody = z.output<typeof CallbackBody>;

/** A repetition gets the same answer, once the report is judged finally. */
export const CallbackAnswer = z.object({
  status: PaymentStatus.nullable().describe(
    'The state of the order after this report; null: the report is not part of an order.',
  ),
  reason: z.enum(REPORT_REASONS).nullable().describe('Why the report became a case; it need not be repeated.'),
  detail: z.string().nullable().describe('What is not as declared, for people; null when all is.'),
});
export type CallbackAnswer = z.output<typeof CallbackAnswer>;

const KIND_OF: Readonly<Record<CallbackBody['type'], TransactionKind>> = {
  'payment.succeeded': 'SUCCESS',
  'payment.failed': 'FAILURE',
  'payment.refunded': 'REFUND',
};

export function toTransaction(body: CallbackBody): Transaction {
  return {
    transactionId: body.transactionId,
    orderId: body.orderId,
    kind: KIND_OF[body.type],
    amountVnd: body.amountVnd,
    occurredAt: new Date(body.occurredAt),
    refundOf: body.type === 'payment.refunded' ? (body.refundOf ?? null) : null,
  };
}

/** The content of a body. */
export interface ReadReport {
  /** Null: it is not as declared. */
  readonly transaction: Transaction | null;
  /** What may be stored of it as plain text. */
  readonly body: string;
  /** What is not as declared; null when all is. */
  readonly detail: string | null;
}

/** Reads any body; total. */
export function readReport(bytes: Buffer): ReadReport {
  const text = textOf(bytes);
  const json = text === null ? undefined : jsonOf(text);
  if (text === null || json === undefined) {
    return { transaction: null, body: '{}', detail: 'The body is not JSON in UTF-8.' };
  }
  const { data, error } = CallbackBody.safeParse(json);
  if (data) return { transaction: toTransaction(data), body: text, detail: null };
  const faults = error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  return { transaction: null, body: declaredPartOf(json), detail: faults.join('; ').slice(0, LONGEST_DETAIL) };
}

const LONGEST_DETAIL = 1_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** Undefined: the text is not JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const DECLARED = ['type', 'transactionId', 'orderId', 'amountVnd', 'occurredAt', 'refundOf'] as const;

/**
 * What may be stored as plain text of a body that is not as declared: its declared members, where they are texts or numbers. Any
 * other member may name who paid.
 */
function declaredPartOf(body: unknown): string {
  const members = DECLARED.flatMap((name) => {
    const value = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
    return typeof value === 'number' || typeof value === 'string' ? [[name, String(value).slice(0, 200)]] : [];
  });
  return JSON.stringify(Object.fromEntries(members));
}
