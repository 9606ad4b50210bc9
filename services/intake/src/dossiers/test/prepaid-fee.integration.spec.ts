import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  dossierEvents,
  PaymentOrderOpenedV1,
  PaymentRefundedV1,
  PaymentSettledV1,
  type DossierStateV1,
  type PaymentEvent,
  type PaymentStateV1,
} from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { eventOf, eventually } from '@motcua/testing';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const at = (time: string): string => new Date(`2024-01-${time}:00+07:00`).toISOString();

async function handedIn(): Promise<string> {
  const body = { ...submission, procedureCode: '2.000635', happenedAt: at('29T10:00') };
  const answer = await stage.post('/dossiers', { token: stage.officer, body });
  return String(answer.body['dossierId']);
}

const accept = (id: string, ifMatch: number, happenedAt: string): Promise<Answer> =>
  stage.post(`/dossiers/${id}/accept`, { token: stage.officer, ifMatch, body: { happenedAt } });

/** The fee of a dossier as payments publishes it, at growing revisions. */
function feeOf(dossierId: string) {
  const open: PaymentStateV1 = {
    dossierId,
    orderId: '0190a000-0000-7000-8000-000000000001',
    amountVnd: 8_000,
    openedAt: at('29T10:00'),
    status: 'OPEN',
    method: null,
    settledAt: null,
    refundedAt: null,
    failedAttempts: 0,
  };
  const paid = (time: string) => ({ ...open, status: 'SETTLED', method: 'ONLINE', settledAt: at(time) }) as const;
  return {
    opened: (revision: number) => eventOf(PaymentOrderOpenedV1, open, revision),
    settled: (revision: number, time: string) => eventOf(PaymentSettledV1, paid(time), revision),
    refunded: (revision: number, time: string) =>
      eventOf(PaymentRefundedV1, { ...paid('29T11:00'), status: 'REFUNDED', refundedAt: at(time) }, revision),
  };
}

/** Publishes events of one fee and waits until intake has passed them all. */
async function consume(...events: readonly PaymentEvent[]): Promise<void> {
  await stage.topics.publish(...events);
  await eventually(async () => {
    const passed = await stage.database.query('select from inbox where event_id ^@ any($1)', [
      events.map(({ id }) => id),
    ]);
    expect(passed).toHaveLength(new Set(events.map(({ id }) => id)).size);
  }, 30_000);
}

async function standing(id: string): Promise<readonly [number, string | null]> {
  const [row] = await stage.database.query<{ revision: number; state: DossierStateV1 }>(
    'select revision, state from dossier where id = $1',
    [id],
  );
  return [row!.revision, row!.state.effectiveSubmittedAt];
}

describe('a prepaid fee that is paid back before acceptance', () => {
  it('keeps the counter from accepting, and says why; nothing is written', async () => {
    const id = await handedIn();
    const fee = feeOf(id);
    await consume(fee.settled(2, '29T11:00'), fee.refunded(3, '29T14:00'));
    expect(await standing(id)).toEqual([3, null]);
    const refused = await accept(id, 3, at('29T15:00'));
    expect(refused).toMatchObject({ status: 409, body: { code: 'fee-refunded' } });
    expect(refused.body['detail']).toContain('2024-01-29T14:00:00+07:00');
    expect(await standing(id)).toEqual([3, null]);
    await eventually(async () => {
      const events = (await stage.topics.events<DossierStateV1>(dossierEvents.topic)).filter(
        ({ subject }) => subject === id,
      );
      expect(events.map(({ type }) => type.split('.')[3])).toEqual([
        'submitted',
        'submission-effective',
        'submission-ineffective',
      ]);
    });
  });

  it('is not taken for paid by an older or a repeated event', async () => {
    const id = await handedIn();
    const fee = feeOf(id);
    const settled = fee.settled(2, '29T11:00');
    const refunded = fee.refunded(3, '29T14:00');
    await consume(settled, refunded, settled, refunded, fee.settled(2, '29T12:00'));
    expect(await standing(id)).toEqual([3, null]);
  });

  it('may be paid again: the submission takes effect with that payment, and waits from then on', async () => {
    const id = await handedIn();
    const fee = feeOf(id);
    await consume(fee.settled(2, '29T11:00'), fee.refunded(3, '29T14:00'), fee.settled(4, '30T08:00'));
    expect(await standing(id)).toEqual([4, at('30T08:00')]);
    const accepted = await accept(id, 4, at('30T09:00'));
    // Until now, when the acceptance is entered, however it is dated.
    const waited = (accepted.body as { waitedWorkingMinutes: number }).waitedWorkingMinutes;
    expect([accepted.status, waited > 480 * 400]).toEqual([200, true]);
  });

  it('changes nothing once the counter has accepted', async () => {
    const id = await handedIn();
    const fee = feeOf(id);
    await consume(fee.settled(2, '29T11:00'));
    expect(await accept(id, 2, at('29T14:00'))).toMatchObject({ status: 200 });
    await consume(fee.refunded(3, '29T15:00'));
    expect(await standing(id)).toEqual([3, at('29T11:00')]);
  });

  it('is still "not paid" while nobody has paid at all, with the amount and, once it is open, the order', async () => {
    const id = await handedIn();
    const refused = await accept(id, 1, at('29T15:00'));
    expect(refused).toMatchObject({ status: 409, body: { code: 'fee-not-paid', amountVnd: 8_000, orderId: null } });
    expect(refused.body['detail']).toContain('8,000 VND');
    const opened = feeOf(id).opened(1);
    await consume(opened);
    const { orderId } = opened.state;
    expect(await accept(id, 1, at('29T15:00'))).toMatchObject({ body: { code: 'fee-not-paid', orderId } });
  });

  it('names payments as the actor where it has changed the dossier under a command', async () => {
    const id = await handedIn();
    await consume(feeOf(id).settled(2, '29T11:00'));
    expect(await accept(id, 1, at('29T15:00'))).toMatchObject({
      status: 412,
      body: { changes: [{ revision: 2, type: 'vn.motcua.dossier.submission-effective.v1', actor: 'payments' }] },
    });
  });

  it('is kept as it stands, also for a dossier that intake does not have while nobody has paid for it', async () => {
    const id = newDossierId();
    const opened = feeOf(id).opened(1);
    await consume(opened);
    const kept = await stage.database.query('select revision, state from dossier_payment where dossier_id = $1', [id]);
    expect(kept).toEqual([{ revision: 1, state: opened.state }]);
  });
});
