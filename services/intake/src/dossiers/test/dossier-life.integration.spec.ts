import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents, PaymentSettledV1, type DossierStateV1 } from '@motcua/contracts';
import { eventOf, eventually } from '@motcua/testing';
import { openIntakeStage, submission, type IntakeStage } from '../../../test/support/intake-stage.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const at = (time: string): string => `2024-01-${time}:00+07:00`;

async function submitted(overrides: object = {}): Promise<string> {
  const answer = await stage.post('/dossiers', {
    token: stage.officer,
    body: { ...submission, happenedAt: at('29T10:00'), ...overrides },
  });
  expect(answer).toMatchObject({ status: 201, etag: '"1"' });
  return String(answer.body['dossierId']);
}

describe('the life of a dossier', () => {
  it('is published on the topic, revision by revision, with the appointment of the slip', async () => {
    const id = await submitted();
    const steps = [
      ['accept', '29T10:00'],
      ['request-supplement', '29T14:00'],
      ['receive-supplement', '30T08:00'],
      ['complete', '30T11:00'],
      ['return', '31T09:00'],
    ] as const;
    for (const [index, [command, time]] of steps.entries()) {
      const answer = await stage.post(`/dossiers/${id}/${command}`, {
        token: stage.officer,
        ifMatch: index + 1,
        body: { happenedAt: at(time) },
      });
      expect(answer).toMatchObject({ status: 200, etag: `"${index + 2}"` });
    }
    await eventually(async () => {
      const events = (await stage.topics.events<DossierStateV1>(dossierEvents.topic)).filter(
        ({ subject }) => subject === id,
      );
      expect(events.map(({ type, revision }) => `${revision} ${type.split('.')[3]}`)).toEqual([
        '1 submitted',
        '2 accepted',
        '3 supplement-requested',
        '4 supplement-received',
        '5 completed',
        '6 returned',
      ]);
      expect(events[1]).toMatchObject({
        happenedAt: '2024-01-29T03:00:00.000Z',
        // Three working days from Monday 10:00, to the minute.
        state: { appointmentAt: '2024-02-01T03:00:00.000Z', status: 'ACCEPTED' },
      });
      expect(events.at(-1)?.state).toMatchObject({
        firstCompletedAt: '2024-01-30T04:00:00.000Z',
        supplements: [{ requestedAt: '2024-01-29T07:00:00.000Z', receivedAt: '2024-01-30T01:00:00.000Z' }],
      });
    });
  });

  it('begins for a prepaid procedure when the fee is settled, and not before', async () => {
    const id = await submitted({ procedureCode: '2.000635' });
    const early = await stage.post(`/dossiers/${id}/accept`, { token: stage.officer, ifMatch: 1 });
    expect(early).toMatchObject({ status: 409, body: { code: 'fee-not-paid' } });
    const settled = eventOf(
      PaymentSettledV1,
      {
        dossierId: id,
        orderId: '0190a000-0000-7000-8000-000000000001',
        amountVnd: 8_000,
        openedAt: '2024-01-29T03:00:00.000Z',
        status: 'SETTLED',
        method: 'ONLINE',
        settledAt: '2024-01-29T04:00:00.000Z',
        refundedAt: null,
        failedAttempts: 0,
      },
      2,
    );
    await stage.topics.publish(settled, settled);
    await eventually(async () => {
      const [row] = await stage.database.query<{ revision: number; state: DossierStateV1 }>(
        'select revision, state from dossier where id = $1',
        [id],
      );
      expect(row).toMatchObject({ revision: 2, state: { effectiveSubmittedAt: '2024-01-29T04:00:00.000Z' } });
    });
    const accepted = await stage.post(`/dossiers/${id}/accept`, { token: stage.officer, ifMatch: 2 });
    expect(accepted.status).toBe(200);
  });

  it('keeps personal data sealed in the database and out of the topic', async () => {
    await submitted();
    const rows = await stage.database.query<{ applicant: string }>('select applicant from dossier');
    expect(rows.every(({ applicant }) => applicant.startsWith('v1.k1.'))).toBe(true);
    await eventually(async () => {
      const records = await stage.topics.records(dossierEvents.topic);
      expect(records.length).toBeGreaterThan(0);
      expect(JSON.stringify(records)).not.toMatch(/Canary|0901234567|077090001234/);
    });
  });

  it('may not rewrite its history: the database refuses', async () => {
    const { default: pg } = await import('pg');
    const session = new pg.Client({ connectionString: stage.database.url });
    await session.connect();
    await expect(session.query('update dossier_history set actor = $1', ['nobody'])).rejects.toThrow(
      /permission denied/,
    );
    await expect(session.query('delete from dossier_history')).rejects.toThrow(/permission denied/);
    await session.end();
  });
});
