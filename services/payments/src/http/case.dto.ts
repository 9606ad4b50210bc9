import { CommandAnswer } from '@motcua/http';
import { z } from 'zod';
import { CASE_OUTCOMES, CASE_REASONS, type PaymentCase } from '../domain/payment-case.js';
import type { CaseFilter } from '../persistence/case.reader.js';
import type { CaseStep } from '../persistence/case.repository.js';

const Reason = z.enum(CASE_REASONS);
const Outcome = z.enum(CASE_OUTCOMES);
const InstantAnswer = z.string().describe('ISO 8601, UTC.');

export const CasesQuery = z.strictObject({
  state: z.enum(['OPEN', 'CLOSED']).default('OPEN'),
  reason: Reason.optional(),
  dossierId: z.uuid('must be a UUID').optional(),
  after: z.uuid('must be the `next` of the page before').optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type CasesQuery = z.output<typeof CasesQuery>;

/** No free text: people write names into it. */
export const CloseCaseBody = z.strictObject({
  outcome: Outcome,
  reference: z
    .string()
    .regex(
      /^[A-Z0-9][A-Z0-9./-]{0,39}$/,
      'must be a number of 1 to 40 capitals, digits, full stops, slashes and hyphens',
    )
    .optional()
    .describe('Number of the voucher, letter or ticket that proves the outcome.'),
});
export type CloseCaseBody = z.output<typeof CloseCaseBody>;

const CaseAnswer = z.object({
  caseId: z.uuid(),
  revision: z.int().positive(),
  reason: Reason,
  openedAt: InstantAnswer,
  closedAt: InstantAnswer.nullable(),
  closedBy: z.string().nullable().describe('Null when it was resolved without a person.'),
  outcome: Outcome.nullable(),
  reference: z.string().nullable(),
  orderId: z.uuid().nullable().describe('Null: there is no such order.'),
  dossierId: z.uuid().nullable(),
  orderAmountVnd: z.int().nullable(),
  transactionId: z.string().nullable().describe('As reported, like the next three.'),
  kind: z.enum(['SUCCESS', 'FAILURE', 'REFUND']).nullable(),
  amountVnd: z.int().nullable(),
  occurredAt: InstantAnswer.nullable(),
  reportedOrderId: z.uuid().nullable(),
  webhookId: z.string().nullable(),
});

export const CasesAnswer = z.object({
  openByReason: z.partialRecord(Reason, z.int().positive()),
  cases: z.array(CaseAnswer),
  next: z.uuid().nullable().describe('Null: this was the last page.'),
});
export type CasesAnswer = z.output<typeof CasesAnswer>;

export const OneCaseAnswer = CaseAnswer.extend({
  history: z.array(
    z.object({
      revision: z.int().positive(),
      what: z.enum(['OPENED', 'ACCOUNTED_FOR', 'CLOSED']),
      at: InstantAnswer,
      actor: z.string(),
      outcome: Outcome.nullable(),
      reference: z.string().nullable(),
    }),
  ),
});
export type OneCaseAnswer = z.output<typeof OneCaseAnswer>;

export function toFilter({ state, reason, dossierId, after, limit }: CasesQuery): CaseFilter {
  const open = state === 'OPEN';
  return { open, reason: reason ?? null, dossierId: dossierId ?? null, after: after ?? null, limit };
}

export function toCase({ agencyPath: _, ...paymentCase }: PaymentCase): z.output<typeof CaseAnswer> {
  return {
    ...paymentCase,
    openedAt: paymentCase.openedAt.toISOString(),
    closedAt: paymentCase.closedAt?.toISOString() ?? null,
    occurredAt: paymentCase.occurredAt?.toISOString() ?? null,
  };
}

export function toOneCase(
  paymentCase: PaymentCase & { readonly history: readonly CaseStep[] },
): CommandAnswer<OneCaseAnswer> {
  const history = paymentCase.history.map((step) => ({ ...step, at: step.at.toISOString() }));
  const body = { ...toCase(paymentCase), history } as OneCaseAnswer;
  return new CommandAnswer(200, body, paymentCase.revision);
}
