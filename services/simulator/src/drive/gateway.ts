import { Webhook } from 'standardwebhooks';
import type { ApiRequest } from './api-client.js';

export type GatewayReport = 'payment.succeeded' | 'payment.failed' | 'payment.refunded';

export interface Callback {
  readonly type: GatewayReport;
  readonly transactionId: string;
  readonly orderId: string;
  readonly amountVnd: number;
  readonly occurredAt: string;
}

/** A payment gateway that reports by webhooks, signed as Standard Webhooks says (webhook-id, -timestamp, -signature). */
export class PaymentGateway {
  private readonly webhook: Webhook;

  constructor(secret: string) {
    this.webhook = new Webhook(secret);
  }

  /** The report as a request; sent twice it bears the same id, as a gateway's repetition does. */
  report(callback: Callback): ApiRequest {
    const id = callbackId(callback);
    return {
      method: 'POST',
      path: '/api/payments/gateway/callbacks',
      body: callback,
      headersOf: (body) => {
        const now = new Date();
        return {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
          'webhook-signature': this.webhook.sign(id, now, body),
        };
      },
    };
  }
}

export const callbackId = ({ transactionId, type }: Callback): string => `${transactionId}.${type.split('.')[1]}`;
