import { Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { SurveyStage } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { AnswerRepository } from '../persistence/answer.repository.js';
import { InvitationAccess } from '../persistence/invitation-access.js';
import { SurveyRepository } from '../persistence/survey.repository.js';

/** An invitation as the counter prints it on the slip. */
export interface PrintedInvitation {
  readonly stage: SurveyStage;
  readonly invitedAt: string;
  readonly token: string;
  readonly answeredAt: string | null;
}

/**
 * Reads the invitations that the counter prints, and records who saw tokens that are not answered yet. The counter never sees the
 * answers.
 */
@Injectable()
export class ReadInvitations {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly answers: AnswerRepository,
    private readonly accesses: InvitationAccess,
  ) {}

  /** @throws AppError `invitation-not-found`, `forbidden` */
  async run(tx: Tx, dossierId: string, principal: Principal): Promise<readonly PrintedInvitation[]> {
    const { state, counterPath } = await this.surveys.read(tx, dossierId);
    principal.require(Role.IntakeOfficer, counterPath);
    const stages = state.invitations.filter(({ answeredAt }) => answeredAt === null).map(({ stage }) => stage);
    if (stages.length > 0) await this.accesses.note(tx, { who: principal.id, dossierId, stages });
    return state.invitations.map(({ stage, invitedAt, answeredAt }) => ({
      stage,
      invitedAt,
      token: this.answers.tokenOf(dossierId, stage),
      answeredAt,
    }));
  }
}
