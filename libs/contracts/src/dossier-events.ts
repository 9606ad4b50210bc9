import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';

/** States of the national list (domain code list of the National Public Service Portal), our names. */
export const DossierStatus = z.enum([
  'SUBMITTED',
  'ACCEPTED',
  'REFUSED_AT_INTAKE',
  'SUPPLEMENT_REQUESTED',
  'WITHDRAWN',
  'COMPLETED',
  'RETURNED',
]);
export type DossierStatus = z.output<typeof DossierStatus>;

export const Channel = z.enum(['IN_PERSON', 'ONLINE', 'POSTAL']);
export type Channel = z.output<typeof Channel>;

export const OnlineLevel = z.enum(['NONE', 'PARTIAL_ONLINE', 'FULL_ONLINE']);
export type OnlineLevel = z.output<typeof OnlineLevel>;

export const TimeLimit = z.object({
  amount: z.int().positive().describe('How many units.'),
  unit: z.enum(['HOUR', 'HALF_DAY', 'WORKING_DAY', 'CALENDAR_DAY', 'MONTH']).describe('What is counted.'),
  countingMode: z
    .enum(['HOUR_EXACT', 'DAY_END'])
    .describe('Due to the hour of receipt, or at the end of the last working day.'),
});
export type TimeLimit = z.output<typeof TimeLimit>;

/** How a supplement moves the due instant: by the working time of the pause, counted anew, or by whole working days. */
export const ClockPolicy = z.enum(['PAUSE', 'RESET', 'SHIFT']);
export type ClockPolicy = z.output<typeof ClockPolicy>;

/** Intake's whole public state of a dossier. No personal data, ever. */
export const DossierStateV1 = z.object({
  dossierId: z.uuid().describe('The dossier; also subject and record key.'),
  dossierCode: z.string().describe('Code on the slip: agency, day, number of the day.'),
  procedure: z
    .object({
      code: z.string().describe('Code of the national catalogue.'),
      version: z.int().positive().describe('Version in force on the day of receipt.'),
      onlineLevel: OnlineLevel.describe('How far the procedure is offered online.'),
      timeLimit: TimeLimit.nullable().describe('Null: this procedure has no appointment date.'),
      clockPolicy: ClockPolicy.describe('What a supplement does to the clock.'),
      fee: z
        .object({
          amountVnd: z.int().positive().describe('Whole Vietnamese dong.'),
          collection: z.enum(['PREPAID', 'POSTPAID']).describe('Prepaid: due before the dossier can be accepted.'),
        })
        .nullable()
        .describe('Null: free of charge.'),
    })
    .describe('The procedure as it stood at receipt; a later version changes nothing here.'),
  calendarId: z.string().describe("Working calendar by which this dossier's time is counted."),
  receivingAgency: z.string().describe('Code of the agency whose counter took it in.'),
  settlingAgency: z.string().describe('Code of the agency that decides.'),
  settlingAgencyPath: z
    .array(z.string())
    .min(1)
    .describe("The settling agency and all above it at receipt, root first: what a role's scope is compared with."),
  channel: Channel.describe('How it was handed in.'),
  status: DossierStatus.describe('Where it stands.'),
  submittedAt: InstantText.describe('When it was handed in.'),
  effectiveSubmittedAt: InstantText.nullable().describe(
    'When the submission took effect: at once, or when a prepaid fee was settled.',
  ),
  acceptedAt: InstantText.nullable().describe('When the counter accepted it and the clock started.'),
  refusedAt: InstantText.nullable().describe('When the counter refused it.'),
  appointmentAt: InstantText.nullable().describe('As printed on the slip; never changes.'),
  supplements: z
    .array(
      z.object({
        requestedAt: InstantText.describe('When the applicant was asked.'),
        receivedAt: InstantText.nullable().describe('Null while it is awaited.'),
      }),
    )
    .describe('Requests to complete the dossier, in order; only the last one may be open.'),
  firstCompletedAt: InstantText.nullable().describe('Never changes once set, whatever is corrected later.'),
  completedAt: InstantText.nullable().describe('When the settling agency finished.'),
  result: z.enum(['POSITIVE', 'NEGATIVE']).nullable().describe('Granted or denied; null while there is none.'),
  returnedAt: InstantText.nullable().describe('When the applicant received the result.'),
  withdrawnAt: InstantText.nullable().describe('When the applicant withdrew it.'),
});
export type DossierStateV1 = z.output<typeof DossierStateV1>;

export const dossierEvents = {
  topic: 'dossier.events',
  producer: 'intake',
  subject: 'dossier id',
  state: DossierStateV1,
} as const satisfies EventFamily;

const define = (name: string, summary: string): EventDefinition<typeof DossierStateV1> => ({
  type: `vn.motcua.dossier.${name}.v1`,
  family: dossierEvents,
  summary,
});

export const DossierSubmittedV1 = define('submitted', 'An applicant handed in a dossier.');
export const DossierSubmissionEffectiveV1 = define(
  'submission-effective',
  'A prepaid fee was settled: the submission took effect.',
);
export const DossierAcceptedV1 = define(
  'accepted',
  'The counter accepted the dossier and printed the appointment slip.',
);
export const DossierRefusedV1 = define('refused', 'The counter refused the dossier at intake.');
export const DossierSupplementRequestedV1 = define(
  'supplement-requested',
  'The applicant was asked to complete the dossier; the clock stops.',
);
export const DossierSupplementReceivedV1 = define(
  'supplement-received',
  'The applicant completed the dossier; the clock runs again.',
);
export const DossierCompletedV1 = define(
  'completed',
  'The settling agency finished; this instant decides on time or late.',
);
export const DossierReturnedV1 = define('returned', 'The applicant received the result.');
export const DossierWithdrawnV1 = define('withdrawn', 'The applicant withdrew the dossier before a result.');

export const allDossierEvents = [
  DossierSubmittedV1,
  DossierSubmissionEffectiveV1,
  DossierAcceptedV1,
  DossierRefusedV1,
  DossierSupplementRequestedV1,
  DossierSupplementReceivedV1,
  DossierCompletedV1,
  DossierReturnedV1,
  DossierWithdrawnV1,
] as const;

/** Any event of the family: they differ in what happened, never in shape. */
export type DossierEvent = EventOf<typeof DossierAcceptedV1>;
