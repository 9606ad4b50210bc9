import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, ThrottledLine } from '@motcua/kernel';
import { Counter, register } from 'prom-client';

/** Why answers are refused: the codes that applicants get. */
const REASONS: readonly string[] = ['request-invalid', 'token-unknown', 'already-answered'];

const NAME = 'motcua_surveys_refused_answers_total';

/** Counts refused answers, and logs them at a limited rate, without their content. */
@Injectable()
export class RefusedAnswers implements OnApplicationShutdown {
  private readonly logger = new Logger(RefusedAnswers.name);
  private readonly line = new ThrottledLine<{ readonly reason: string }>((facts, answers) =>
    this.logger.warn({ message: 'An answer to a survey was refused.', answers, ...facts }),
  );
  private readonly counter: Counter<'reason'> =
    (register.getSingleMetric(NAME) as Counter<'reason'> | undefined) ??
    new Counter({ name: NAME, help: 'Survey answers that were refused, by reason.', labelNames: ['reason'] });

  constructor() {
    for (const reason of REASONS) this.counter.inc({ reason }, 0);
  }

  /** Errors of the service are not refusals: the problem filter logs them. */
  count(error: unknown): void {
    if (!(error instanceof AppError) || !REASONS.includes(error.code)) return;
    this.counter.inc({ reason: error.code });
    this.line.log(error.code, { reason: error.code });
  }

  onApplicationShutdown(): void {
    this.line.flush();
  }
}
