import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';

/** How a settled dossier stands to its due instant. Equality is on time. */
export const Outcome = z.enum(['EARLY', 'ON_TIME', 'OVERDUE']);
export type Outcome = z.output<typeof Outcome>;

/** Why a due instant was put off; words, never free text, so that nothing personal gets into them. */
export const ExtensionGround = z.enum([
  'OTHER_AGENCY_LATE',
  'VERIFICATION_NEEDED',
  'COMPLEX_CASE',
  'STAFF_OVERLOADED',
  'SYSTEM_FAILURE',
  'FORCE_MAJEURE',
]);
export type ExtensionGround = z.output<typeof ExtensionGround>;

/** That a notice was given, and of which instant it spoke. */
const Notice = z.object({
  at: InstantText.describe('When it was given.'),
  of: InstantText.describe('The instant that had come: due soon, or due.'),
});

/** Deadlines' whole public state of a dossier's clock. */
export const DeadlineStateV1 = z.object({
  dossierId: z.uuid().describe('The dossier; also subject and record key.'),
  originalDueAt: InstantText.nullable().describe(
    'The appointment as first promised; never changes. Null: none was promised.',
  ),
  currentDueAt: InstantText.nullable().describe(
    'Due instant after all pauses so far, the extension and changes of the calendar; without an appointment, by the limit of the procedure. Null: the procedure has no limit either, or the clock is parked.',
  ),
  overdueFrom: InstantText.nullable()
    .default(null)
    .describe(
      'The due instant that the clock ran past first, or will: another one than currentDueAt when time stood still after that, or when a time of standing still, which counts from its entry here, was entered late, or when the present one cannot be computed. Null: it is currentDueAt.',
    ),
  dueSoonAt: InstantText.nullable().describe('From here on the dossier is due soon.'),
  provisional: z.boolean().describe('Computed from a calendar year that is not signed yet.'),
  pauses: z
    .array(
      z.object({
        from: InstantText.describe('The clock stands still from here.'),
        recordedAt: InstantText.nullable().default(null).describe('When its beginning was entered; null: not noted.'),
        to: InstantText.nullable().describe('Null while it stands still.'),
        cause: z
          .enum(['SUPPLEMENT', 'PAYMENT', 'SUSPENSION'])
          .default('SUPPLEMENT')
          .describe('The applicant completes the dossier or meets a financial duty, or the agency waits.'),
      }),
    )
    .describe('Times in which the clock stood still, as intervals; the last one may be open.'),
  extension: z
    .object({
      at: InstantText.describe('When it was recorded; before the due instant it replaces.'),
      apologyAt: InstantText.describe('When the letter of apology went out, at least one day before.'),
      ground: ExtensionGround.describe('Why.'),
      fromDueAt: InstantText.describe('Due instant until then.'),
      toDueAt: InstantText.describe('Due instant from then on.'),
    })
    .nullable()
    .default(null)
    .describe('At most one, ever.'),
  reprojections: z
    .array(
      z.object({
        at: InstantText.describe('When the changed calendar was applied.'),
        calendarRevision: z.int().positive().describe('Revision of the calendar that was applied.'),
        fromDueAt: InstantText.describe('Due instant under the calendar before.'),
        toDueAt: InstantText.describe('Due instant under this one.'),
        rules: z.array(z.string()).describe('The days and sessions that moved it, with their sources.'),
      }),
    )
    .default([])
    .describe('How changes of the calendar moved the due instant, in order.'),
  calendarRevision: z
    .int()
    .nonnegative()
    .default(0)
    .describe('Revision of the calendar that the due instant is computed with; 0: not noted then.'),
  steps: z
    .array(
      z.object({
        title: z.string().describe('As in the procedure.'),
        agency: z.string().describe('Code of the agency responsible: lateness of the step is its own.'),
        from: InstantText.describe('When that agency received it.'),
        dueAt: InstantText.nullable().describe('When that agency must be done with it; null: no limit.'),
        to: InstantText.nullable().describe('When it was; null: it is not.'),
        outcome: Outcome.nullable().describe('Null while the step is open or has no limit.'),
      }),
    )
    .default([])
    .describe('Steps between agencies, each with its own deadline.'),
  parked: z
    .object({
      since: InstantText.describe('When it was found that the due instant cannot be computed yet.'),
      reason: z
        .enum(['CALENDAR_YEAR_MISSING', 'CALENDAR_NOT_PUBLISHED'])
        .describe('The calendar does not hold a year that is needed, or was never published.'),
      year: z.int().nullable().describe('The year that is missing; null: the whole calendar is.'),
    })
    .nullable()
    .default(null)
    .describe(
      'The due instant cannot be computed until the calendar holds more: currentDueAt and dueSoonAt are null, and a completion is not judged. Null: it can.',
    ),
  dueSoonNotice: Notice.nullable().default(null).describe('Null: not given, or retracted.'),
  missedNotice: Notice.nullable().default(null).describe('Null: not given, or retracted.'),
  closedAt: InstantText.nullable().describe('When the clock ended: completion, or withdrawal.'),
  outcome: Outcome.nullable().describe(
    'Null while open or parked, and for ever when the dossier ended without a result.',
  ),
});
export type DeadlineStateV1 = z.output<typeof DeadlineStateV1>;

export const deadlineEvents = {
  topic: 'deadline.events',
  producer: 'deadlines',
  subject: 'dossierId',
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
export const DeadlineNoticeRetractedV1 = define('notice-retracted', 'A notice given before has proved wrong.');
export const DeadlineExtendedV1 = define('extended', 'The due instant was put off, with a letter of apology.');
export const DeadlineReprojectedV1 = define('reprojected', 'A change of the calendar moved the due instant.');
export const DeadlineStepStartedV1 = define('step-started', 'An agency received the dossier for its step.');
export const DeadlineStepClosedV1 = define('step-closed', 'An agency was done with its step.');
export const DeadlineCorrectedV1 = define('corrected', 'Intake put something right; the clock was judged anew.');
export const DeadlineDisputedV1 = define('disputed', "Alarm: deadlines computes another due instant than the slip's.");
export const DeadlineParkedV1 = define(
  'parked',
  'The due instant cannot be computed until the calendar holds the years for it; the clock waits.',
);
export const DeadlineUnparkedV1 = define('unparked', 'A parked clock can be computed again, and is.');

export const allDeadlineEvents = [
  DeadlineStartedV1,
  DeadlinePausedV1,
  DeadlineResumedV1,
  DeadlineClosedV1,
  DeadlineEndedV1,
  DeadlineDueSoonV1,
  DeadlineMissedV1,
  DeadlineNoticeRetractedV1,
  DeadlineExtendedV1,
  DeadlineReprojectedV1,
  DeadlineStepStartedV1,
  DeadlineStepClosedV1,
  DeadlineCorrectedV1,
  DeadlineDisputedV1,
  DeadlineParkedV1,
  DeadlineUnparkedV1,
] as const;

/** Any event of the family. */
export type DeadlineEvent = EventOf<typeof DeadlineStartedV1>;
