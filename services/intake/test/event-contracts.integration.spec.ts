import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allDeadlineEvents,
  allPaymentEvents,
  CalendarPublishedV1,
  DeadlineStateV1,
  newEvent,
  PaymentSettledV1,
} from '@motcua/contracts';
import { newDossierId, newEventId } from '@motcua/kernel';
import { eventually, goldenRecord } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

async function prepaidDossier(): Promise<string> {
  const body = { ...submission, procedureCode: '2.000635', happenedAt: '2023-05-15T09:00:00+07:00' };
  const answer = await stage.post('/dossiers', { token: stage.officer, body });
  return String(answer.body['dossierId']);
}

const revisionOf = async (dossierId: string): Promise<number | undefined> =>
  (await stage.database.query<{ revision: number }>('select revision from dossier where id = $1', [dossierId]))[0]
    ?.revision;

const passedBy = async (dossierId: string): Promise<number> =>
  (await stage.database.query('select 1 from inbox where starts_with(event_id, $1)', [dossierId])).length;

const keptDeadline = async (dossierId: string): Promise<object | undefined> =>
  (
    await stage.database.query<object>('select revision, state from dossier_deadline where dossier_id = $1', [
      dossierId,
    ])
  )[0];

describe('each event that intake hears', () => {
  it.each(allPaymentEvents.map(({ type }) => [type]))(
    '%s moves a waiting dossier only when the fee is settled, and once',
    async (type) => {
      const dossierId = await prepaidDossier();
      const record = await goldenRecord(type, dossierId, newEventId());
      // Of the same dossier, so of the same partition: when this one has its effect, the one before was passed.
      const settled = await goldenRecord(PaymentSettledV1.type, dossierId, newEventId());
      await stage.topics.publishRecords(record, record);
      if (type !== PaymentSettledV1.type) {
        await stage.topics.publishRecords(settled);
        await eventually(async () => expect(await passedBy(settled.headers['ce_id']!)).toBe(1));
      }
      await eventually(async () => expect(await revisionOf(dossierId)).toBe(2));
      const [change] = await stage.database.query<{ actor: string }>(
        'select actor from dossier_history where dossier_id = $1 and revision = 2',
        [dossierId],
      );
      expect(change?.actor).toBe((type === PaymentSettledV1.type ? record : settled).headers['ce_id']);
    },
    30_000,
  );

  it.each(allDeadlineEvents.map(({ type }) => [type]))(
    '%s leaves a copy of the clock, whether intake has the dossier or not',
    async (type) => {
      const dossierId = newDossierId();
      const record = await goldenRecord(type, dossierId, newEventId());
      await stage.topics.publishRecords(record, record);
      await eventually(async () => expect(await keptDeadline(dossierId)).toBeDefined());
      const { revision, state } = JSON.parse(record.value) as { revision: number; state: DeadlineStateV1 };
      expect(await keptDeadline(dossierId)).toEqual({ revision, state: DeadlineStateV1.parse(state) });
    },
    30_000,
  );

  it('of a clock replace the copy of a lower revision, never of a higher or equal one', async () => {
    const dossierId = newDossierId();
    const [definition] = allDeadlineEvents;
    const { value } = await goldenRecord(definition.type, dossierId, newEventId());
    const { state } = JSON.parse(value) as { state: DeadlineStateV1 };
    const at = (revision: number, currentDueAt: string) =>
      newEvent(definition, {
        subject: dossierId,
        revision,
        happenedAt: new Date(),
        recordedAt: new Date(),
        state: definition.family.state.parse({ ...state, currentDueAt }),
      });
    const newest = at(5, '2024-02-05T03:00:00.000Z');
    const last = at(5, '2024-02-01T03:00:00.000Z');
    await stage.topics.publish(at(3, '2024-02-03T03:00:00.000Z'), newest, at(4, '2024-02-04T03:00:00.000Z'), last);
    // Of the same dossier, so of the same partition: when the last is passed, all are.
    await eventually(async () => expect(await passedBy(last.id)).toBe(1));
    expect(await keptDeadline(dossierId)).toEqual({ revision: 5, state: newest.state });
  }, 30_000);

  it('vn.motcua.calendar.published.v1 replaces the copy of a lower revision, never of a higher one', async () => {
    const published = (revision: number, source: string) =>
      newEvent(CalendarPublishedV1, {
        subject: 'province',
        revision,
        happenedAt: new Date(),
        recordedAt: new Date(),
        state: {
          ...structuredClone(provinceCalendar),
          years: [{ year: 2030, status: 'SIGNED', entries: [{ date: '2030-01-01', kind: 'OFF', source }] }],
        } as never,
      });
    await stage.topics.publish(published(7, 'seventh'), published(6, 'late sixth'));
    await eventually(async () => {
      const [row] = await stage.database.query<{ revision: number; source: string }>(
        `select revision, definition #>> '{years,0,entries,0,source}' as source from calendar`,
      );
      expect(row).toEqual({ revision: 7, source: 'seventh' });
    });
  });
});
