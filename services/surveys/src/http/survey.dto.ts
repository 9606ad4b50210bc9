import { InstantText, Rating, SurveyStage } from '@motcua/contracts';
import { lines, oneLine } from '@motcua/http';
import { z } from 'zod';

export const InvitationsQuery = z.strictObject({ dossierId: z.uuid('must be a UUID') });
export type InvitationsQuery = z.output<typeof InvitationsQuery>;

export const InvitationsAnswer = z.array(
  z.object({ stage: SurveyStage, invitedAt: InstantText, token: z.string(), answeredAt: InstantText.nullable() }),
);
export type InvitationsAnswer = z.output<typeof InvitationsAnswer>;

export const AnswerBody = z.strictObject({
  token: oneLine(200),
  rating: Rating,
  comment: lines(2_000).optional(),
});
export type AnswerBody = z.output<typeof AnswerBody>;

export const AnswerReceipt = z.object({ stage: SurveyStage, rating: Rating, answeredAt: InstantText });
export type AnswerReceipt = z.output<typeof AnswerReceipt>;
