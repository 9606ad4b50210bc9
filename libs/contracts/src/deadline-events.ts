import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';

/** How a settled dossier stands to its due instant. Equality is on time. */
export const Outcome = z.enum(['EARLY', 'ON_TIME', 'OVERDUE']);
export type Outcome = z.output<typeof Outcome>;

/** Deadlines' whole public state of a dossier's clock. */
export const DeadlineStateV1 = z.object({
  dossierId: z.uuid().describe('The dossier; also subject and record key.'),
  originalDueAt: InstantText.nullable().describe(
    'The appointment as first promised; never changes. Null: the procedure has no appointment date.',
  ),
  currentDueAt: InstantText.nullable().describe('Due instant after all pauses so far.'),
  dueSoonAt: InstantText.nullable().describe('From here on the dossier is due soon.'),
  provisional: z.boolean().describe('Computed from a calendar year that is not signed yet.'),
  pauses: z
    .array(
      z.object({
        from: InstantText.describe('The clock stands still from here.'),
        to: InstantText.nullable().describe('Null while it stands still.'),
      }),
    )
    .describe('Times in which the clock stood still, as intervals; the last one may be open.'),
  closedAt: InstantText.nullable().describe('When the clock ended: completion, or withdrawal.'),
  outcome: Outcome.nullable().describe('Null while open, and for ever when the dossier ended without a result.'),
});
export type DeadlineStateV1 = z.output<typeof DeadlineStateV1>;

export const deadlineEvents = {
  topic: 'deadline.events',
  producer: 'deadlines',
  subject: 'dossier id',
  state: DeadlineStateV1,
} as const satisfies EventFamily;

const define = (name: string, summary: string): EventDefinition<typeof DeadlineStateV1> => ({
  type: `vn.motcua.deadline.${name}.v1`,
  family: deadlineEvents,
  summary,
});

export const DeadlineStartedV1 = define(
  'started',
  "The clock of an accepted dossier runs towards the slip's appointment.",
);
export const DeadlinePausedV1 = define('paused', 'The clock stands still until the applicant completes the dossier.');
export const DeadlineResumedV1 = define(
  'resumed',
  'The clock runs again; the due instant moved by the time it stood still.',
);
export const DeadlineClosedV1 = define('closed', 'The dossier was completed early, on time or overdue.');
export const DeadlineEndedV1 = define('ended', 'The dossier ended without a result; it is not judged.');
export const DeadlineDueSoonV1 = define('due-soon', 'Notice: the due instant is near.');
export const DeadlineMissedV1 = define('missed', 'Notice: the due instant passed without completion.');
export const DeadlineDisputedV1 = define('disputed', "Alarm: deadlines computes another due instant than the slip's.");

export const allDeadlineEvents = [
  DeadlineStartedV1,
  DeadlinePausedV1,
  DeadlineResumedV1,
  DeadlineClosedV1,
  DeadlineEndedV1,
  DeadlineDueSoonV1,
  DeadlineMissedV1,
  DeadlineDisputedV1,
] as const;

/** Any event of the family. */
export type DeadlineEvent = EventOf<typeof DeadlineStartedV1>;
