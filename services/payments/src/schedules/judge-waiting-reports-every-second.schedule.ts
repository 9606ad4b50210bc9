import { Injectable } from '@nestjs/common';
import { Schedule } from '@motcua/service-host';
import { JudgeWaitingReports } from '../application/judge-waiting-reports.js';

const SECOND_MS = 1_000;

/** Judges stored reports that can be judged now. */
@Injectable()
export class JudgeWaitingReportsEverySecond extends Schedule {
  constructor(private readonly judgeWaitingReports: JudgeWaitingReports) {
    super(SECOND_MS);
  }

  protected run(stop: AbortSignal): Promise<void> {
    return this.judgeWaitingReports.run(stop);
  }
}
