import { Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { JudgeReport } from '../application/judge-report.js';
import { KeepReport } from '../application/keep-report.js';
import { CallbackAnswer, CallbackBody, readReport } from './callback.dto.js';
import { GatewaySignatureGuard, type CallbackRequest } from './gateway-signature.guard.js';

/** An order's row that somebody holds must not take the connections from all other reports. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Where the payment gateway reports; its signature stands for a bearer token, its transaction id for an idempotency key.
 * A report is kept, then judged, in two transactions. Once it is kept it need not come again, whatever the judgement is.
 */
@Public()
@UseGuards(GatewaySignatureGuard)
@Controller('gateway/callbacks')
export class CallbacksController {
  constructor(
    private readonly keepReport: KeepReport,
    private readonly judgeReport: JudgeReport,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Unix seconds.' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: 'Standard Webhooks, v1.' })
  @Documented({ body: CallbackBody, answers: CallbackAnswer, summary: 'The report was taken in, now or before.' })
  async receive(@Req() { headers, body: bytes }: CallbackRequest): Promise<CallbackAnswer> {
    const { detail, ...report } = readReport(bytes);
    const webhookId = headers['webhook-id'] ?? '';
    const reportId = await this.unitOfWork.run((tx) => this.keepReport.run(tx, { webhookId, bytes, ...report }));
    const answer = await this.unitOfWork.run((tx) => this.judgeReport.run(tx, reportId, LONGEST_WAIT_MS));
    return { ...answer, detail };
  }
}
