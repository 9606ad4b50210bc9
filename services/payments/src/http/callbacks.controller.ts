import { Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { JudgeReport } from '../application/judge-report.js';
import { KeepReport } from '../application/keep-report.js';
import { CallbackAnswer, CallbackBody, readReport } from './callback.dto.js';
import { GatewaySignatureGuard, type CallbackRequest } from './gateway-signature.guard.js';

/** Reports that wait for a locked order must not use up the connections of all others. */
const LONGEST_WAIT_MS = 5_000;

/**
 * Where the payment gateway reports: its signature replaces a bearer token, its transaction id an idempotency key. A report is
 * stored and then judged, in two transactions. Once it is stored the gateway need not repeat it, whatever the verdict.
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
  @Documented({ body: CallbackBody, answers: CallbackAnswer, summary: 'The report is stored, now or before.' })
  async receive(@Req() { headers, body: bytes }: CallbackRequest): Promise<CallbackAnswer> {
    const { detail, ...report } = readReport(bytes);
    const webhookId = headers['webhook-id'] ?? '';
    const reportId = await this.unitOfWork.run((tx) => this.keepReport.run(tx, { webhookId, bytes, ...report }));
    const answer = await this.unitOfWork.run((tx) => this.judgeReport.run(tx, reportId, LONGEST_WAIT_MS));
    return { ...answer, detail };
  }
}
