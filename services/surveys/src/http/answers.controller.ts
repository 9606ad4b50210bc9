import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { AnswerSurvey } from '../application/answer-survey.js';
import { RefusedAnswers } from './refused-answers.js';
import { AnswerBody, AnswerReceipt } from './survey.dto.js';

const wellFormed = checked(AnswerBody);

/** Where applicants answer; the token of the slip replaces a bearer token and an idempotency key. */
@Public()
@Controller('answers')
export class AnswersController {
  constructor(
    private readonly answerSurvey: AnswerSurvey,
    private readonly refused: RefusedAnswers,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(200)
  @Documented({ body: AnswerBody, answers: AnswerReceipt, summary: 'The answer is stored, now or before.' })
  async answer(@Body() body: unknown): Promise<AnswerReceipt> {
    try {
      return await this.store(wellFormed.transform(body, { type: 'body' }));
    } catch (error) {
      this.refused.count(error);
      throw error;
    }
  }

  private async store({ token, rating, comment }: AnswerBody): Promise<AnswerReceipt> {
    const options = { token, rating, comment: comment ?? null };
    const answer = await this.unitOfWork.run((tx) => this.answerSurvey.run(tx, options));
    return { stage: answer.stage, rating: answer.rating, answeredAt: answer.answeredAt.toISOString() };
  }
}
