import { Inject, Injectable } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import { newEvent, SurveyAnsweredV1, SurveyInvitedV1 } from '@motcua/contracts';
import { Outbox } from '@motcua/messaging';
import type { Tx } from '@motcua/persistence';
import type { Survey } from '../domain/survey.js';
import { SurveyEntity } from './entities.js';

/** Why a survey is at a new revision. */
export interface SurveyChange {
  readonly definition: typeof SurveyInvitedV1 | typeof SurveyAnsweredV1;
  readonly happenedAt: Date;
}

/** Surveys; each new revision is published through the outbox. */
@Injectable()
export class SurveyRepository {
  constructor(
    private readonly outbox: Outbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Reads a survey and locks its row until the transaction ends; null while the dossier has no invitation. */
  async lock(tx: Tx, dossierId: string): Promise<Survey | null> {
    return tx.findOne(SurveyEntity, { where: { dossierId }, lock: { mode: 'pessimistic_write' } });
  }

  /** @throws AppError `invitation-not-found` */
  async read(tx: Tx, dossierId: string): Promise<Survey> {
    const survey = await tx.findOneBy(SurveyEntity, { dossierId });
    if (survey) return survey;
    throw new AppError(`The dossier ${dossierId} has no invitation yet.`, {
      code: 'invitation-not-found',
      retryable: false,
      kind: AppErrorKind.NotFound,
    });
  }

  /** Stores a new survey. False: the dossier has one by now; nothing is written then. */
  async insert(tx: Tx, survey: Survey, change: SurveyChange): Promise<boolean> {
    const { raw } = (await tx
      .createQueryBuilder()
      .insert()
      .into(SurveyEntity)
      .values({ dossierId: survey.state.dossierId, ...columnsOf(survey) })
      .orIgnore()
      .returning(['dossierId'])
      .execute()) as { raw: unknown[] };
    if (raw.length === 0) return false;
    await this.publish(tx, survey, change);
    return true;
  }

  /** Stores the next revision of a survey that this transaction has locked. */
  async update(tx: Tx, survey: Survey, change: SurveyChange): Promise<void> {
    await tx.update(SurveyEntity, { dossierId: survey.state.dossierId }, columnsOf(survey));
    await this.publish(tx, survey, change);
  }

  /** Records which revision of the dossier was followed, and which agencies may hand out invitations; not public. */
  async follow(tx: Tx, { dossierRevision, counterPath, state: { dossierId } }: Survey): Promise<void> {
    await tx.update(SurveyEntity, { dossierId }, { dossierRevision, counterPath: [...counterPath] });
  }

  private async publish(tx: Tx, { revision, state }: Survey, { definition, happenedAt }: SurveyChange): Promise<void> {
    const recordedAt = this.clock.now();
    const subject = state.dossierId;
    await this.outbox.append(tx, [newEvent(definition, { happenedAt, recordedAt, revision, subject, state })]);
  }
}

function columnsOf({ revision, dossierRevision, state, counterPath }: Survey) {
  return { revision, dossierRevision, state, counterPath: [...counterPath] };
}
