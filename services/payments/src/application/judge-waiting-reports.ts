import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, databaseFaultOf } from '@motcua/persistence';
import { ReportRepository } from '../persistence/report.repository.js';
import { JudgeReport } from './judge-report.js';

const PASS = 100;
/** Short: all others of the pass wait meanwhile. */
const LONGEST_WAIT_MS = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Judges kept reports that could not be judged, or not rightly, when they came. Each has a transaction of its own, and a
 * pass goes on behind where the last one stopped, so one that fails or waits for a lock holds up no other for long.
 */
@Injectable()
export class JudgeWaitingReports {
  private readonly logger = new Logger(JudgeWaitingReports.name);
  private after = BEFORE_ALL;

  constructor(
    private readonly reports: ReportRepository,
    private readonly judgeReport: JudgeReport,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(stop: AbortSignal): Promise<void> {
    const due = await this.unitOfWork.run((tx) => this.reports.due(tx, this.after, this.clock.now(), PASS));
    for (const reportId of due) {
      if (stop.aborted) return;
      await this.judge(reportId);
      this.after = reportId;
    }
    if (due.length < PASS) this.after = BEFORE_ALL;
  }

  private async judge(reportId: string): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.judgeReport.run(tx, reportId, LONGEST_WAIT_MS));
    } catch (cause) {
      this.logger.warn({ message: 'A kept report could not be judged.', reportId, cause: String(cause) });
      if (databaseFaultOf(cause)) return;
      await this.unitOfWork.run((tx) => this.judgeReport.giveUp(tx, reportId, LONGEST_WAIT_MS));
    }
  }
}
