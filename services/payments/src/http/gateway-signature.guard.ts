import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AppError, AppErrorKind, CLOCK, type Clock } from '@motcua/kernel';
import { GATEWAY_KEY } from '../secrets.js';
import { signatureFaultOf, type SignatureFault } from './gateway-signature.js';
import { RefusedReports } from './refused-reports.js';

/** A callback with its raw body. */
export interface CallbackRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

const REMEDY: Readonly<Record<SignatureFault, string>> = {
  'header-missing': 'send webhook-id, webhook-timestamp and webhook-signature',
  'timestamp-malformed': 'webhook-timestamp is Unix seconds',
  'signature-differs': 'sign the body as it is sent, with the secret that was agreed',
  'timestamp-out-of-bounds':
    'webhook-timestamp lies more than five minutes off: set the clock, and sign each repetition again',
};

/** Permits only the payment gateway. A guard, so that nothing of the body is parsed before its sender is verified. */
@Injectable()
export class GatewaySignatureGuard implements CanActivate {
  constructor(
    @Inject(GATEWAY_KEY) private readonly key: Buffer,
    private readonly refused: RefusedReports,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `signature-invalid` */
  canActivate(context: ExecutionContext): boolean {
    const { headers, body } = context.switchToHttp().getRequest<CallbackRequest>();
    const fault = signatureFaultOf(this.key, { headers, bytes: body }, this.clock.now());
    if (!fault) return true;
    this.refused.count(fault);
    throw new AppError(`The signature is not valid (Standard Webhooks): ${REMEDY[fault]}.`, {
      code: 'signature-invalid',
      retryable: false,
      kind: AppErrorKind.Unauthenticated,
      details: { reason: fault },
    });
  }
}
