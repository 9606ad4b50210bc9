import { z } from 'zod';
import { InstantText, type EventDefinition, type EventFamily, type EventOf } from './domain-event.js';

/** The three levels of the rating slip. */
export const Rating = z.enum(['UNSATISFIED', 'SATISFIED', 'VERY_SATISFIED']);
export type Rating = z.output<typeof Rating>;

/** The moments at which an applicant is asked; one answer each. */
export const SurveyStage = z.enum(['ACCEPTED', 'SUPPLEMENT_REQUESTED', 'REFUSED_AT_INTAKE', 'RETURNED']);
export type SurveyStage = z.output<typeof SurveyStage>;

/** Surveys' whole public state of a dossier. No free text. */
export const SurveyStateV1 = z.object({
  dossierId: z.uuid().describe('The dossier; also subject and record key.'),
  invitations: z
    .array(
      z.object({
        stage: SurveyStage.describe('The moment that is rated; each one once.'),
        invitedAt: InstantText.describe('When the stage was reached; its local day is the day an answer counts on.'),
        rating: Rating.nullable().describe('Null while there is no answer.'),
        answeredAt: InstantText.nullable().describe('When the applicant answered.'),
      }),
    )
    .min(1)
    .describe('What was asked, and what was answered.'),
});
export type SurveyStateV1 = z.output<typeof SurveyStateV1>;

export const surveyEvents = {
  topic: 'survey.events',
  producer: 'surveys',
  subject: 'dossierId',
  state: SurveyStateV1,
} as const satisfies EventFamily;

const define = (name: string, summary: string): EventDefinition<typeof SurveyStateV1> => ({
  type: `vn.motcua.survey.${name}.v1`,
  family: surveyEvents,
  summary,
});

export const SurveyInvitedV1 = define('invited', 'The applicant may rate a stage of the dossier, once.');
export const SurveyAnsweredV1 = define('answered', 'The applicant rated a stage of the dossier.');

export const allSurveyEvents = [SurveyInvitedV1, SurveyAnsweredV1] as const;

/** Any event of the family. */
export type SurveyEvent = EventOf<typeof SurveyAnsweredV1>;
