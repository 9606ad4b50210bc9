import { z } from 'zod';
import type { OnlinePayment } from '../plan/model.js';
import { refusal, type ApiClient } from './api-client.js';
import { atRevision } from './at-revision.js';
import { callbackId, type Callback, type GatewayReport, type PaymentGateway } from './gateway.js';

/** What paying needs to know of the dossier. */
export interface Payer {
  readonly api: ApiClient;
  readonly gateway: PaymentGateway;
  readonly dossierId: string;
  readonly key: (step: string) => string;
  readonly journal: (command: string, idempotencyKey: string, revision: number | null) => void;
  readonly awaited: <T>(what: string, path: string, pick: (body: unknown) => T | undefined) => Promise<T>;
  readonly signal: AbortSignal;
}

const Order = z.object({ orderId: z.string(), revision: z.number(), amountVnd: z.number() });
type Order = z.output<typeof Order>;

const Receipt = z.object({ reason: z.string().nullable() });

const REFUND_AFTER_MS = 3 * 60_000;
const BETWEEN_ATTEMPTS_MS = 20_000;

/** The gateway's reports about one fee, in the order in which they arrive. */
export async function payOnline(payer: Payer, payment: OnlinePayment, paidAt: Date): Promise<void> {
  const order = await openedOrder(payer);
  const transactionId = payer.key('pay');
  const report = (type: GatewayReport, occurredAt: number, id = transactionId): Callback => ({
    type,
    transactionId: id,
    orderId: order.orderId,
    amountVnd: order.amountVnd,
    occurredAt: new Date(occurredAt).toISOString(),
  });
  const paid = paidAt.getTime();
  for (let left = payment.failuresFirst; left > 0; left--) {
    await deliver(
      payer,
      report('payment.failed', paid - left * BETWEEN_ATTEMPTS_MS, `${transactionId}-failed-${left}`),
    );
  }
  const success = report('payment.succeeded', paid);
  const refund = report('payment.refunded', Math.min(paid + REFUND_AFTER_MS, Date.now()));
  if (payment.refund === 'BEFORE_SUCCESS') await deliver(payer, refund);
  for (let times = 0; times <= payment.duplicates; times++) await deliver(payer, success);
  if (payment.refund === 'AFTER') await deliver(payer, refund);
}

/** Cash at the counter. */
export async function payInCash(payer: Payer, happenedAt: Date | undefined): Promise<void> {
  const { api, signal } = payer;
  const { orderId, revision } = await openedOrder(payer);
  const idempotencyKey = payer.key('cash');
  const request = {
    method: 'POST',
    path: `/api/payments/orders/${orderId}/cash`,
    as: 'simulator-counter',
    idempotencyKey,
    body: { happenedAt },
  } as const;
  const lookAgain = async (): Promise<number> => (await openedOrder(payer)).revision;
  const answer = await atRevision({ api, request, revision, lookAgain, signal });
  payer.journal('cash', idempotencyKey, answer.revision ?? null);
}

/** Payments opens the order when it has received the dossier. */
function openedOrder(payer: Payer): Promise<Order> {
  const path = `/api/payments/orders?dossierId=${payer.dossierId}`;
  return payer.awaited('The fee order', path, (body) => Order.parse(body));
}

/** The service keeps what it cannot account for and answers 200; here that is a refusal, for the plan pays what is owed. */
async function deliver(payer: Payer, callback: Callback): Promise<void> {
  const request = payer.gateway.report(callback);
  const answer = await payer.api.demand(request, payer.signal);
  const { reason } = Receipt.parse(answer.body);
  if (reason) throw refusal(request, { ...answer, body: { code: reason, detail: 'The report was kept as a case.' } });
  payer.journal(callback.type, callbackId(callback), answer.revision ?? null);
}
