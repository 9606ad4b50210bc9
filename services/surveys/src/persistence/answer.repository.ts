import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, seal, unseal } from '@motcua/kernel';
import type { Rating, SurveyStage } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { tokenHashOf, tokenOf } from '../domain/invitation-token.js';
import { KEY_RING, TOKEN_SECRET, type SurveysKeyRing } from '../secrets.js';
import { AnswerEntity, InvitationEntity } from './entities.js';

/** The answer of an applicant; the comment is in no event and no log. */
export interface Answer {
  readonly rating: Rating;
  readonly comment: string | null;
  readonly answeredAt: Date;
}

/** Invitations by their token, and the one answer that each may get. */
@Injectable()
export class AnswerRepository {
  constructor(
    @Inject(KEY_RING) private readonly keyRing: SurveysKeyRing,
    @Inject(TOKEN_SECRET) private readonly secret: string,
  ) {}

  /** The token that is printed on the slip; always the same. */
  tokenOf(dossierId: string, stage: SurveyStage): string {
    return tokenOf(this.secret, dossierId, stage);
  }

  async insertInvitation(tx: Tx, dossierId: string, stage: SurveyStage): Promise<void> {
    await tx.insert(InvitationEntity, { tokenHash: tokenHashOf(this.tokenOf(dossierId, stage)), dossierId, stage });
  }

  /** @throws AppError `token-unknown` */
  async invitationOf(tx: Tx, token: string): Promise<InvitationEntity> {
    const invitation = await tx.findOneBy(InvitationEntity, { tokenHash: tokenHashOf(token) });
    if (invitation) return invitation;
    throw new AppError('No invitation has this token: check it against the slip.', {
      code: 'token-unknown',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  async find(tx: Tx, tokenHash: string): Promise<Answer | null> {
    const kept = await tx.findOneBy(AnswerEntity, { tokenHash });
    if (!kept) return null;
    const { rating, answeredAt } = kept;
    const comment = kept.comment === null ? null : String(unseal(this.keyRing, tokenHash, kept.comment));
    return { rating, comment, answeredAt };
  }

  async insert(tx: Tx, tokenHash: string, { rating, comment, answeredAt }: Answer): Promise<void> {
    const sealed = comment === null ? null : seal(this.keyRing, tokenHash, comment);
    await tx.insert(AnswerEntity, { tokenHash, rating, comment: sealed, answeredAt });
  }
}
