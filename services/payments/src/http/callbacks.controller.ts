import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { Public } from '@motcua/auth';
import { checked, Documented } from '@motcua/http';
import { UnitOfWork } from '@motcua/persistence';
import { RecordGatewayReport } from '../application/record-gateway-report.js';
import { CallbackAnswer, CallbackBody, toTransaction } from './callback.dto.js';
import { GatewaySignatureGuard } from './gateway-signature.guard.js';

/** Where the payment gateway reports; its signature stands for a bearer token, its transaction id for an idempotency key. */
@Public()
@UseGuards(GatewaySignatureGuard)
@Controller('gateway/callbacks')
export class CallbacksController {
  constructor(
    private readonly recordReport: RecordGatewayReport,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiHeader({ name: 'webhook-id', required: true })
  @ApiHeader({ name: 'webhook-timestamp', required: true, description: 'Unix seconds.' })
  @ApiHeader({ name: 'webhook-signature', required: true, description: 'Standard Webhooks, v1.' })
  @Documented({ body: CallbackBody, answers: CallbackAnswer, summary: 'The report was taken in, now or before.' })
  async receive(@Body(checked(CallbackBody)) body: CallbackBody): Promise<CallbackAnswer> {
    const status = await this.unitOfWork.run((tx) => this.recordReport.run(tx, toTransaction(body)));
    return { status };
  }
}
