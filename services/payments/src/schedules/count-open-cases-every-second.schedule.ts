import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { CountOpenCases } from '../application/count-open-cases.js';

const SECOND_MS = 1_000;

/** Updates the gauge of open cases. */
@Injectable()
export class CountOpenCasesEverySecond extends Schedule {
  constructor(private readonly countOpenCases: CountOpenCases) {
    super(SECOND_MS);
  }

  protected run(): Promise<void> {
    return this.countOpenCases.run();
  }
}
