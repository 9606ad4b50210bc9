import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, type Clock } from '@motcua/kernel';
import { BackgroundUnitOfWork, databaseFaultOf } from '@motcua/persistence';
import { ReportRepository } from '../persistence/report.repository.js';
import { JudgeReport } from './judge-report.js';
import { Sweep } from './sweep.js';

/** Short, because the others of the pass wait meanwhile. */
const LONGEST_WAIT_MS = 200;

/** Judges stored reports that could not be judged, or not finally, when they arrived. */
@Injectable()
export class JudgeWaitingReports {
  private readonly logger = new Logger(JudgeWaitingReports.name);
  private readonly sweep = new Sweep({
    due: (after, limit) => this.unitOfWork.run((tx) => this.reports.due(tx, after, this.clock.now(), limit)),
    work: (reportId) => this.judge(reportId),
  });

  constructor(
    private readonly reports: ReportRepository,
    private readonly judgeReport: JudgeReport,
    private readonly unitOfWork: BackgroundUnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(stop: AbortSignal): Promise<void> {
    return this.sweep.run(stop);
  }

  private async judge(reportId: string): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.judgeReport.run(tx, reportId, LONGEST_WAIT_MS));
    } catch (cause) {
      this.logger.warn({ message: 'A stored report could not be judged.', reportId, cause: String(cause) });
      if (databaseFaultOf(cause)) return;
      await this.unitOfWork.run((tx) => this.judgeReport.giveUp(tx, reportId, LONGEST_WAIT_MS));
    }
  }
}
