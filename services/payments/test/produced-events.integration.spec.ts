import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allPaymentEvents, DossierWithdrawnV1, paymentEvents } from '@motcua/contracts';
import { eventOf, eventually, typesRead } from '@motcua/testing';
import { chargedDossier } from './support/builders.js';
import { openPaymentsStage, success, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('what payments puts on the wire', () => {
  it('is every event of an order, and consumers keep every word of it', async () => {
    const { orderId } = await stage.openOrder();
    const paid = success(orderId);
    const reports = [
      success(orderId, { type: 'payment.failed', transactionId: 'failed-before' }),
      paid,
      { ...paid, type: 'payment.refunded', occurredAt: '2024-01-29T05:00:00.000Z' },
    ];
    for (const report of reports) expect(await stage.report(report)).toMatchObject({ status: 200 });
    const withdrawn = chargedDossier('POSTPAID', { status: 'WITHDRAWN', withdrawnAt: '2024-01-30T03:00:00.000Z' });
    await stage.topics.publish(eventOf(DossierWithdrawnV1, withdrawn, 3));
    await eventually(async () => {
      expect(typesRead(await stage.topics.records(paymentEvents.topic))).toEqual(
        allPaymentEvents.map(({ type }) => type).toSorted(),
      );
    }, 30_000);
  }, 60_000);
});
