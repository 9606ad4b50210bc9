import { Injectable, type CanActivate, type ExecutionContext, type RawBodyRequest } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { Webhook } from 'standardwebhooks';

/** A request whose sender is known to be the payment gateway. */
export type SignedRequest = RawBodyRequest<{ readonly headers: Readonly<Record<string, string>> }>;

/**
 * Lets only the payment gateway pass: Standard Webhooks, HMAC-SHA-256 over id, timestamp and the body's bytes as they
 * came. The library compares in constant time and refuses a timestamp more than five minutes off.
 * A guard, so that nothing of the body is judged before its sender is known.
 */
@Injectable()
export class GatewaySignatureGuard implements CanActivate {
  constructor(private readonly webhook: Webhook) {}

  /** @throws AppError `signature-invalid` */
  canActivate(context: ExecutionContext): boolean {
    const { rawBody, headers } = context.switchToHttp().getRequest<SignedRequest>();
    try {
      this.webhook.verify(rawBody ?? '', headers, { jsonParse: false });
      return true;
    } catch (cause) {
      throw new AppError(
        'The signature does not fit: sign the raw body by Standard Webhooks (webhook-id, webhook-timestamp of the last five minutes, webhook-signature).',
        { code: 'signature-invalid', retryable: false, kind: AppErrorKind.Unauthenticated, cause },
      );
    }
  }
}
