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
  amount: z.int().positive(),
  unit: z.enum(['HOUR', 'HALF_DAY', 'WORKING_DAY', 'CALENDAR_DAY', 'MONTH']),
  countingMode: z.enum(['HOUR_EXACT', 'DAY_END']),
});
export type TimeLimit = z.output<typeof TimeLimit>;

export const ClockPolicy = z.enum(['PAUSE', 'RESET', 'SHIFT']);
export type ClockPolicy = z.output<typeof ClockPolicy>;

/** Intake's whole public state of a dossier. No personal data, ever. */
export const DossierStateV1 = z.object({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  procedure: z.object({
    code: z.string(),
    version: z.int().positive(),
    onlineLevel: OnlineLevel,
    /** Null: this procedure has no appointment date. */
    timeLimit: TimeLimit.nullable(),
    clockPolicy: ClockPolicy,
    fee: z.object({ amountVnd: z.int().positive(), collection: z.enum(['PREPAID', 'POSTPAID']) }).nullable(),
  }),
  /** Working calendar by which this dossier's time is counted. */
  calendarId: z.string(),
  receivingAgency: z.string(),
  settlingAgency: z.string(),
  /** The settling agency and all above it at receipt, root first: what a role's scope is compared with. */
  settlingAgencyPath: z.array(z.string()).min(1),
  channel: Channel,
  status: DossierStatus,
  submittedAt: InstantText,
  /** When the submission took effect: at once, or when a prepaid fee was settled. */
  effectiveSubmittedAt: InstantText.nullable(),
  acceptedAt: InstantText.nullable(),
  refusedAt: InstantText.nullable(),
  /** As printed on the slip; never changes. */
  appointmentAt: InstantText.nullable(),
  supplements: z.array(z.object({ requestedAt: InstantText, receivedAt: InstantText.nullable() })),
  /** Never changes once set, whatever is corrected later. */
  firstCompletedAt: InstantText.nullable(),
  completedAt: InstantText.nullable(),
  result: z.enum(['POSITIVE', 'NEGATIVE']).nullable(),
  returnedAt: InstantText.nullable(),
  withdrawnAt: InstantText.nullable(),
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
