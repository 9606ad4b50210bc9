import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { AnswerSurvey } from '../application/answer-survey.js';
import { AnswerBody, AnswerReceipt } from './survey.dto.js';

/** Where applicants answer; the token of the slip stands for a bearer token and for an idempotency key. */
@Public()
@Controller('answers')
export class AnswersController {
  constructor(
    private readonly answerSurvey: AnswerSurvey,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(200)
  @Documented({ body: AnswerBody, answers: AnswerReceipt, summary: 'The answer was taken in, now or before.' })
  async answer(@Body(checked(AnswerBody)) { token, rating, comment }: AnswerBody): Promise<AnswerReceipt> {
    const answer = await this.unitOfWork.run((tx) =>
      this.answerSurvey.run(tx, { token, rating, comment: comment ?? null }),
    );
    return { stage: answer.stage, rating: answer.rating, answeredAt: answer.answeredAt.toISOString() };
  }
}
