import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';
import { DossierStatus } from './dossier-status.js';
import { ClockPolicy, FeeLine, OnlineLevel, TimeLimit } from './procedure.js';

export const Channel = z.enum(['IN_PERSON', 'ONLINE', 'POSTAL']);
export type Channel = z.output<typeof Channel>;

/** A document handed in. */
export const DossierComponent = z.object({
  code: z.string().describe('Component of the procedure.'),
  copyKind: z.enum(['ORIGINAL', 'COPY', 'ELECTRONIC']).describe('What was handed in.'),
  digitised: z.boolean().describe('A file of it is kept.'),
  reused: z.boolean().describe('Taken from what the administration held already.'),
});
export type DossierComponent = z.output<typeof DossierComponent>;

export const PartyKind = z.enum(['CITIZEN', 'ENTERPRISE', 'HOUSEHOLD']);
export type PartyKind = z.output<typeof PartyKind>;

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
          lines: z.array(FeeLine).default([]).describe('What the amount is made of.'),
        })
        .nullable()
        .describe('Null: free of charge.'),
      resultOnPaper: z.boolean().default(true).describe('The result is needed on paper.'),
      steps: z
        .array(
          z.object({
            title: z.string().describe('As in the published procedure.'),
            agency: z.string().describe('Code of the agency that takes the step.'),
            timeLimit: TimeLimit.nullable().describe('Null: no limit of its own.'),
          }),
        )
        .default([])
        .describe('Steps between agencies, in order; none for a procedure that one agency settles.'),
    })
    .describe('The procedure as it stood at receipt; a later version changes nothing here.'),
  calendarId: z.string().describe("Working calendar by which this dossier's time is counted."),
  calendarRevision: z
    .int()
    .nonnegative()
    .default(0)
    .describe('Revision of the calendar that the appointment was computed with; 0: none, or not noted then.'),
  receivingAgency: z.string().describe('Code of the agency whose counter took it in.'),
  settlingAgency: z.string().describe('Code of the agency that decides.'),
  settlingAgencyPath: z
    .array(z.string())
    .min(1)
    .describe("The settling agency and all above it at receipt, root first: what a role's scope is compared with."),
  channel: Channel.describe('How it was handed in.'),
  partyKind: PartyKind.nullable().default(null).describe('Who hands it in, by kind; null: not known.'),
  eIdVerified: z.boolean().default(false).describe('The applicant was identified by an electronic identity (VNeID).'),
  components: z.array(DossierComponent).default([]).describe('The documents handed in.'),
  externalCode: z
    .string()
    .nullable()
    .default(null)
    .describe('Code in the system it was imported from; null: it began here.'),
  caseOfficer: z.string().nullable().default(null).describe('Subject of the officer who settles it; null: nobody yet.'),
  status: DossierStatus.describe('Where it stands.'),
  submittedAt: InstantText.describe('When it was handed in.'),
  effectiveSubmittedAt: InstantText.nullable().describe(
    'When the submission took effect: at once, or when a prepaid fee was settled; null once that fee was paid back.',
  ),
  acceptedAt: InstantText.nullable().describe('When the counter accepted it and the clock started.'),
  refusedAt: InstantText.nullable().describe('When the counter refused it.'),
  waitedWorkingMinutes: z
    .int()
    .nonnegative()
    .nullable()
    .default(null)
    .describe(
      'Working time between effectiveSubmittedAt and the moment at which the end of the wait was entered (acceptance, refusal, or withdrawal or voiding before them), in whole minutes; null: it waits, or was not counted.',
    ),
  appointmentAt: InstantText.nullable().describe('As printed on the slip; never changes.'),
  appointmentProvisional: z
    .boolean()
    .default(false)
    .describe('The appointment was computed from a calendar year that was not signed then.'),
  supplements: z
    .array(
      z.object({
        requestedAt: InstantText.describe('When the applicant was asked.'),
        recordedAt: InstantText.nullable()
          .default(null)
          .describe('When the request was entered here; null: not noted.'),
        receivedAt: InstantText.nullable().describe('Null while it is awaited.'),
        respondBy: InstantText.nullable().default(null).describe('When the wait may end the dossier; null: no limit.'),
      }),
    )
    .describe('Requests to complete the dossier, in order; only the last one may be open.'),
  suspensions: z
    .array(
      z.object({
        cause: z.enum(['PAYMENT', 'SUSPENSION']).describe('A financial duty of the applicant, or a decision to wait.'),
        from: InstantText.describe('The clock stands still from here.'),
        recordedAt: InstantText.nullable()
          .default(null)
          .describe('When its beginning was entered here; null: not noted.'),
        to: InstantText.nullable().describe('Null while it stands still.'),
      }),
    )
    .default([])
    .describe('Other times in which it stood still, in order; only the last one may be open.'),
  steps: z
    .array(
      z.object({
        title: z.string().describe('As in the procedure.'),
        agency: z.string().describe('Code of the agency responsible.'),
        from: InstantText.describe('When that agency received it.'),
        to: InstantText.nullable().describe('When that agency was done with it; null: it is not.'),
        timeLimit: TimeLimit.nullable().describe('Null: no limit of its own.'),
      }),
    )
    .default([])
    .describe('Steps between agencies begun so far; only the last one may be open.'),
  transfers: z
    .array(
      z.object({
        at: InstantText.describe('When the other agency took over.'),
        recordedAt: InstantText.nullable()
          .default(null)
          .describe('When the transfer was entered here; null: not noted.'),
        fromAgency: z.string().describe('Code of the agency that settled it until then.'),
        toAgency: z.string().describe('Code of the agency that settles it from then on.'),
      }),
    )
    .default([])
    .describe('Changes of the settling agency, in order: lateness stays with whom it came about.'),
  firstCompletedAt: InstantText.nullable().describe('Never changes once set, whatever is corrected later.'),
  completedAt: InstantText.nullable().describe('When the settling agency finished.'),
  completionRecordedAt: InstantText.nullable()
    .default(null)
    .describe(
      'When completedAt was entered here, at first or by a correction; null: not completed, or not noted (before an import).',
    ),
  result: z.enum(['POSITIVE', 'NEGATIVE']).nullable().describe('Granted or denied; null while there is none.'),
  electronicResult: z.boolean().default(false).describe('The result was issued as an electronic document.'),
  returnedAt: InstantText.nullable().describe('When the applicant received the result.'),
  withdrawnAt: InstantText.nullable().describe('When the applicant withdrew it.'),
  terminatedAt: InstantText.nullable().default(null).describe('When the agency ended it without a result.'),
  voidedAt: InstantText.nullable().default(null).describe('When it was found to be an error and struck out.'),
  endRecordedAt: InstantText.nullable()
    .default(null)
    .describe(
      'When the first of withdrawnAt, terminatedAt and voidedAt was entered here; null: none of them, or not noted.',
    ),
});
export type DossierStateV1 = z.output<typeof DossierStateV1>;

export const dossierEvents = {
  topic: 'dossier.events',
  producer: 'intake',
  subject: 'dossierId',
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
export const DossierSubmissionIneffectiveV1 = define(
  'submission-ineffective',
  'The prepaid fee was paid back before acceptance: the submission waits to be paid for again.',
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
export const DossierForwardedV1 = define('forwarded', 'The dossier went to an agency or an officer for its next step.');
export const DossierPaymentRequestedV1 = define(
  'payment-requested',
  'A financial duty was laid on the applicant; the clock stops.',
);
export const DossierPaymentReceivedV1 = define('payment-received', 'The financial duty was met; the clock runs again.');
export const DossierSuspendedV1 = define('suspended', 'The agency waits for something outside it; the clock stops.');
export const DossierResumedV1 = define('resumed', 'The agency waits no longer; the clock runs again.');
export const DossierTerminatedV1 = define('terminated', 'The agency ended the dossier without a result.');
export const DossierCorrectedV1 = define('corrected', 'Something recorded wrongly was put right; figures move.');
export const DossierTransferredV1 = define('transferred', 'Another agency settles the dossier from now on.');
export const DossierVoidedV1 = define('voided', 'The dossier was found to be an error and struck out.');
export const DossierImportedV1 = define('imported', 'The dossier was taken over from another one-stop system.');

export const allDossierEvents = [
  DossierSubmittedV1,
  DossierSubmissionEffectiveV1,
  DossierSubmissionIneffectiveV1,
  DossierAcceptedV1,
  DossierRefusedV1,
  DossierForwardedV1,
  DossierSupplementRequestedV1,
  DossierSupplementReceivedV1,
  DossierPaymentRequestedV1,
  DossierPaymentReceivedV1,
  DossierSuspendedV1,
  DossierResumedV1,
  DossierCompletedV1,
  DossierReturnedV1,
  DossierWithdrawnV1,
  DossierTerminatedV1,
  DossierCorrectedV1,
  DossierTransferredV1,
  DossierVoidedV1,
  DossierImportedV1,
] as const;

/** Any event of the family: they differ in what happened, never in shape. */
export type DossierEvent = EventOf<typeof DossierAcceptedV1>;
