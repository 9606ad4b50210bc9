import { CalendarStateV1 } from '@motcua/contracts';
import { oneLine } from '@motcua/http';
import { z } from 'zod';

const { years } = CalendarStateV1.shape;
const { entries } = years.element.shape;
const { calendarId } = CalendarStateV1.shape;
const { source } = entries.element.shape;

/** A calendar as a person publishes it: its texts are of one line each. */
export const CalendarBody = CalendarStateV1.extend({
  calendarId: oneLine(64).describe(calendarId.description ?? ''),
  years: z
    .array(
      years.element.extend({
        entries: z
          .array(entries.element.extend({ source: oneLine(300).describe(source.description ?? '') }))
          .describe(entries.description ?? ''),
      }),
    )
    .describe(years.description ?? ''),
});
export type CalendarBody = z.output<typeof CalendarBody>;

export const CalendarAnswer = CalendarStateV1.extend({ revision: z.int().positive() });
export type CalendarAnswer = z.output<typeof CalendarAnswer>;

export const CalendarQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').describe('true: report what would move, and write nothing.'),
});
export type CalendarQuery = z.output<typeof CalendarQuery>;

export const EditionAnswer = z.object({
  revision: z.int().nonnegative(),
  changed: z.boolean().describe('false: nothing was published.'),
  proposal: z
    .object({
      proposalId: z.uuid(),
      pastChanges: z.array(z.string()).readonly().describe('What it changes about days that are over.'),
    })
    .nullable()
    .describe('Stored until a second CALENDAR_EDITOR approves it, because it changes days that are over.'),
});
export type EditionAnswer = z.output<typeof EditionAnswer>;

export const PreviewAnswer = z.object({
  examined: z.int(),
  moved: z.int(),
  overdue: z.int().describe('Would be overdue at once.'),
  confirmed: z.int().describe('Would not be provisional any more.'),
  parked: z.int().describe('Could not be computed until a further year is published.'),
  unparked: z.int().describe('Are parked, and could be computed.'),
  failing: z.int().describe('Cannot be computed by any calendar, and would stay as they are.'),
  pastChanges: z
    .array(z.string())
    .readonly()
    .describe('What it changes about days that are over; not empty: a second person is needed.'),
  named: z
    .array(
      z.object({
        dossierId: z.uuid(),
        fromDueAt: z.string(),
        toDueAt: z.string(),
        rules: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
});
export type PreviewAnswer = z.output<typeof PreviewAnswer>;

export const ProposalAnswer = z.object({
  calendarId: z.string(),
  proposalId: z.uuid(),
  fromRevision: z.int().positive().describe('The revision that it changes; the If-Match of an approval.'),
  definition: CalendarStateV1,
  pastChanges: z.array(z.string()).readonly(),
  proposedAt: z.string(),
  proposedBy: z.string(),
});
export type ProposalAnswer = z.output<typeof ProposalAnswer>;

export const ApproveBody = z.strictObject({
  proposalId: z.uuid().describe('The proposal that was read, so that nobody approves another one.'),
});
export type ApproveBody = z.output<typeof ApproveBody>;
