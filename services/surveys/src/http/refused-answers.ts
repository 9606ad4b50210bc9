import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, SeldomLine } from '@motcua/kernel';
import { Counter, register } from 'prom-client';

/** Why an applicant's answer was not taken in, by the code that the applicant got. */
const REASONS: readonly string[] = ['request-invalid', 'token-unknown', 'already-answered'];

const NAME = 'motcua_surveys_refused_answers_total';

/** Counts answers that were refused, and logs them at most now and then, without their content. */
@Injectable()
export class RefusedAnswers implements OnApplicationShutdown {
  private readonly logger = new Logger(RefusedAnswers.name);
  private readonly line = new SeldomLine<{ readonly reason: string }>((facts, answers) =>
    this.logger.warn({ message: 'An answer to a survey was refused.', answers, ...facts }),
  );
  private readonly counter: Counter<'reason'> =
    (register.getSingleMetric(NAME) as Counter<'reason'> | undefined) ??
    new Counter({ name: NAME, help: 'Survey answers that were refused, by reason.', labelNames: ['reason'] });

  constructor() {
    for (const reason of REASONS) this.counter.inc({ reason }, 0);
  }

  /** Faults of ours are no refusals; they are told where they become an answer. */
  tell(error: unknown): void {
    if (!(error instanceof AppError) || !REASONS.includes(error.code)) return;
    this.counter.inc({ reason: error.code });
    this.line.tell(error.code, { reason: error.code });
  }

  onApplicationShutdown(): void {
    this.line.flush();
  }
}
