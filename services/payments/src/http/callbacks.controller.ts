import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { JudgeReport } from '../application/judge-report.js';
import { KeepReport } from '../application/keep-report.js';
import { CallbackAnswer, CallbackBody, declaredPartOf, toTransaction } from './callback.dto.js';
import { GatewaySignatureGuard, type SignedRequest } from './gateway-signature.guard.js';

const wellFormed = checked(CallbackBody);

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
  async receive(@Req() { rawBody, headers }: SignedRequest, @Body() body: unknown): Promise<CallbackAnswer> {
    const bytes = rawBody ?? Buffer.alloc(0);
    const { data } = CallbackBody.safeParse(body);
    const reportId = await this.unitOfWork.run((tx) =>
      this.keepReport.run(tx, {
        webhookId: headers['webhook-id'] ?? '',
        bytes,
        body: data ? bytes.toString('utf8') : declaredPartOf(body),
        transaction: data ? toTransaction(data) : null,
      }),
    );
    if (!data) wellFormed.transform(body, { type: 'body' });
    return this.unitOfWork.run((tx) => this.judgeReport.run(tx, reportId, LONGEST_WAIT_MS));
  }
}
