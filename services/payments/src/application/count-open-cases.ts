import { Injectable } from '@nestjs/common';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { Gauge, register } from 'prom-client';
import { CASE_REASONS } from '../domain/payment-case.js';
import { CaseReader } from '../persistence/case.reader.js';

const NAME = 'motcua_payments_open_cases';

/** Keeps the gauge of open cases as the database has them; every replica shows the same, and nothing when it cannot know. */
@Injectable()
export class CountOpenCases {
  private readonly gauge: Gauge<'reason'> =
    (register.getSingleMetric(NAME) as Gauge<'reason'> | undefined) ??
    new Gauge({ name: NAME, help: 'Payment cases that nobody has closed, by reason.', labelNames: ['reason'] });

  constructor(
    private readonly reader: CaseReader,
    private readonly unitOfWork: BackgroundUnitOfWork,
  ) {}

  async run(): Promise<void> {
    const counts = await this.unitOfWork
      .run((tx) => this.reader.countAllOpen(tx))
      .catch((cause: unknown) => {
        this.gauge.reset();
        throw cause;
      });
    for (const reason of CASE_REASONS) this.gauge.set({ reason }, counts[reason] ?? 0);
  }
}
