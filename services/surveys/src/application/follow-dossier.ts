import { Injectable } from '@nestjs/common';
import { SurveyInvitedV1, type DossierEvent } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import {
  follow,
  invite,
  missingInvitations,
  openSurvey,
  stagesToAsk,
  type Invitation,
  type Survey,
} from '../domain/survey.js';
import { AnswerRepository } from '../persistence/answer.repository.js';
import { SurveyRepository } from '../persistence/survey.repository.js';

/**
 * Invites the applicant for every asked stage that the newest known revision of a dossier has reached. It depends on the state,
 * not on the event, so a gap in the revisions needs no waiting. A dossier without a survey needs no row against late revisions,
 * because a reached stage stays reached. (The exception is voiding: an event from before it that is replayed later, when there is
 * no survey, still invites.) Which agencies may hand out invitations follows the transfer event, not the state.
 */
@Injectable()
export class FollowDossier {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly answers: AnswerRepository,
  ) {}

  async run(tx: Tx, event: DossierEvent): Promise<void> {
    const { dossierId } = event.state;
    let survey = (await this.surveys.lock(tx, dossierId)) ?? (await this.open(tx, event));
    if (!survey || event.revision <= survey.dossierRevision) return;
    for (const invitation of missingInvitations(survey, event.state, stagesToAsk(event))) {
      survey = await this.invite(tx, survey, invitation);
    }
    await this.surveys.follow(tx, follow(survey, event));
  }

  private async open(tx: Tx, event: DossierEvent): Promise<Survey | null> {
    const { state } = event;
    const [first] = missingInvitations(null, state, stagesToAsk(event));
    if (!first) return null;
    const survey = openSurvey(state, first);
    const change = { definition: SurveyInvitedV1, happenedAt: first.invitedAt };
    if (!(await this.surveys.insert(tx, survey, change))) return this.surveys.lock(tx, state.dossierId);
    await this.answers.insertInvitation(tx, state.dossierId, first.stage);
    return survey;
  }

  private async invite(tx: Tx, survey: Survey, invitation: Invitation): Promise<Survey> {
    const next = invite(survey, invitation);
    await this.surveys.update(tx, next, { definition: SurveyInvitedV1, happenedAt: invitation.invitedAt });
    await this.answers.insertInvitation(tx, next.state.dossierId, invitation.stage);
    return next;
  }
}
