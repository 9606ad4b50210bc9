import { Injectable } from '@nestjs/common';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { Gauge, register } from 'prom-client';
import { CASE_REASONS } from '../domain/payment-case.js';
import { CaseReader } from '../persistence/case.reader.js';

const NAME = 'motcua_payments_open_cases';

/** Sets the gauge of open cases from the database, in every replica; without an answer the gauge has no values. */
@Injectable()
export class CountOpenCases {
  private readonly gauge: Gauge<'reason'> =
    (register.getSingleMetric(NAME) as Gauge<'reason'> | undefined) ??
    new Gauge({ name: NAME, help: 'Open payment cases, by reason.', labelNames: ['reason'] });

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
