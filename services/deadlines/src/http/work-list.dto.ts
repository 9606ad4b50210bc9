import { DeadlineStateV1, InstantText } from '@motcua/contracts';
import { OffsetInstantText, oneLine } from '@motcua/http';
import { z } from 'zod';
import { StepAnswer } from './deadline.dto.js';

export const WorkListScope = z.strictObject({
  agency: oneLine(32).optional().describe('An agency, with all below it.'),
  officer: oneLine(200).optional().describe('Subject of the officer who settles.'),
});
export type WorkListScope = z.output<typeof WorkListScope>;

const Cursor = z
  .string()
  .max(200)
  .transform((text, context) => {
    const [dueAt, dossierId] = Buffer.from(text, 'base64url').toString('utf8').split(' ');
    const cursor = z
      .object({ dueAt: z.union([OffsetInstantText, z.literal('infinity')]), dossierId: z.uuid() })
      .safeParse({ dueAt, dossierId });
    if (cursor.success) return cursor.data;
    context.addIssue({ code: 'custom', message: 'must be the `next` of the page before' });
    return z.NEVER;
  });

export const WorkListQuery = WorkListScope.extend({
  cursor: Cursor.optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type WorkListQuery = z.output<typeof WorkListQuery>;

export const WorkListAnswer = z.object({
  deadlines: z.array(
    z.object({
      dossierId: z.uuid(),
      dossierCode: z.string(),
      settlingAgency: z.string(),
      caseOfficer: z.string().nullable(),
      originalDueAt: InstantText.nullable(),
      currentDueAt: InstantText.nullable(),
      dueSoonAt: InstantText.nullable(),
      provisional: z.boolean().describe('PROVISIONAL: counted with a calendar year that is not signed yet.'),
      pausedSince: InstantText.nullable(),
      parked: DeadlineStateV1.shape.parked
        .unwrap()
        .describe(
          'Since when, why, and for which year of the calendar something of the clock waits; null: nothing does.',
        ),
      revision: z.int(),
      step: StepAnswer.nullable().describe('The step that is open, and who is responsible for it; null: none is.'),
      lateSteps: z.array(StepAnswer).readonly().describe('All steps that are late, each with the agency responsible.'),
    }),
  ),
  next: z.string().nullable().describe('Null: this was the last page.'),
});
export type WorkListAnswer = z.output<typeof WorkListAnswer>;

const count = z.int().nonnegative();
export const WorkListCountsAnswer = z.object({
  open: count,
  'due-today': count,
  'due-soon': count,
  overdue: count,
  suspended: count,
  'step-overdue': count,
  parked: count,
});
export type WorkListCountsAnswer = z.output<typeof WorkListCountsAnswer>;

/** Where a page ended, as the next request names it. */
export function cursorText({ currentDueAt, dossierId }: WorkListAnswer['deadlines'][number]): string {
  return Buffer.from(`${currentDueAt ?? 'infinity'} ${dossierId}`).toString('base64url');
}
