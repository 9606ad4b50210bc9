import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { SurveyAnsweredV1, type Rating, type SurveyStage } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { alreadyAnswered, answer } from '../domain/survey.js';
import { AnswerRepository, type Answer } from '../persistence/answer.repository.js';
import { SurveyRepository } from '../persistence/survey.repository.js';

export interface AnswerSurveyOptions {
  readonly token: string;
  readonly rating: Rating;
  readonly comment: string | null;
}

/** An applicant rates a stage, once: a repetition of the same answer changes nothing and gets the same result. */
@Injectable()
export class AnswerSurvey {
  constructor(
    private readonly surveys: SurveyRepository,
    private readonly answers: AnswerRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `token-unknown`, `already-answered` (in another way) */
  async run(tx: Tx, options: AnswerSurveyOptions): Promise<Answer & { readonly stage: SurveyStage }> {
    const { rating, comment } = options;
    const { tokenHash, dossierId, stage } = await this.answers.invitationOf(tx, options.token);
    const survey = await this.surveys.lock(tx, dossierId);
    const kept = await this.answers.find(tx, tokenHash);
    if (kept) {
      if (kept.rating !== rating || kept.comment !== comment) throw alreadyAnswered();
      return { ...kept, stage };
    }
    const answeredAt = this.clock.now();
    await this.answers.insert(tx, tokenHash, { rating, comment, answeredAt });
    const next = answer(survey!, stage, rating, answeredAt);
    await this.surveys.update(tx, next, { definition: SurveyAnsweredV1, happenedAt: answeredAt });
    return { rating, comment, answeredAt, stage };
  }
}
