import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allDeadlineEvents,
  allPaymentEvents,
  CalendarPublishedV1,
  DEAD_LETTERS_TOPIC,
  DeadlineMissedV1,
  DeadlineStateV1,
  newEvent,
  PaymentFailedV1,
  PaymentSettledV1,
} from '@motcua/contracts';
import { newDossierId, newEventId } from '@motcua/kernel';
import { deadlineState, eventually, goldenRecord } from '@motcua/testing';
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

async function acceptedDossier(): Promise<string> {
  const { body } = await stage.post('/dossiers', { token: stage.officer, body: submission });
  const id = String(body['dossierId']);
  await stage.post(`/dossiers/${id}/accept`, { token: stage.officer, ifMatch: 1 });
  return id;
}

const passedBy = async (dossierId: string): Promise<number> =>
  (await stage.database.query('select 1 from inbox where starts_with(event_id, $1)', [dossierId])).length;

const keptDeadline = async (dossierId: string): Promise<object | undefined> =>
  (
    await stage.database.query<object>('select revision, state from dossier_deadline where dossier_id = $1', [
      dossierId,
    ])
  )[0];

describe('each event that intake consumes', () => {
  it.each(allPaymentEvents.map(({ type }) => [type]))(
    '%s moves a waiting dossier only when it says that the fee is settled, and once',
    async (type) => {
      const dossierId = await prepaidDossier();
      const record = await goldenRecord(type, dossierId, newEventId());
      // Of the same dossier, so of the same partition: when the last one is passed, all are.
      const last = await goldenRecord(PaymentFailedV1.type, dossierId, newEventId());
      await stage.topics.publishRecords(record, record, last);
      await eventually(async () => expect(await passedBy(last.headers['ce_id']!)).toBe(1));
      const changes = await stage.database.query<{ actor: string }>(
        'select actor from dossier_history where dossier_id = $1 and revision > 1',
        [dossierId],
      );
      expect(changes).toEqual(type === PaymentSettledV1.type ? [{ actor: 'payments' }] : []);
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

  it('vn.motcua.calendar.published.v1 adds an edition, in any order, and never changes one that is here', async () => {
    const publishedAt = (revision: number, source: string, at: string) =>
      newEvent(CalendarPublishedV1, {
        subject: 'other',
        revision,
        happenedAt: new Date(at),
        recordedAt: new Date(at),
        state: {
          ...structuredClone(provinceCalendar),
          calendarId: 'other',
          years: [{ year: 2030, status: 'SIGNED', entries: [{ date: '2030-01-01', kind: 'OFF', source }] }],
        } as never,
      });
    const again = publishedAt(7, 'other seventh', '2026-03-09T00:00:00Z');
    await stage.topics.publish(
      publishedAt(7, 'seventh', '2026-03-07T00:00:00Z'),
      publishedAt(6, 'late sixth', '2026-03-06T00:00:00Z'),
      again,
    );
    await eventually(async () => expect(await passedBy(again.id)).toBe(1));
    const editions = await stage.database.query(
      `select revision, definition #>> '{years,0,entries,0,source}' as source, published_at::date::text as day
       from calendar where calendar_id = 'other' order by revision`,
    );
    expect(editions).toEqual([
      { revision: 6, source: 'late sixth', day: '2026-03-06' },
      { revision: 7, source: 'seventh', day: '2026-03-07' },
    ]);
  });

  it('of dossiers that intake does not have, or whose people it cannot open, hold up nobody else', async () => {
    const unknown = await Promise.all(
      Array.from({ length: 240 }, () => goldenRecord(PaymentSettledV1.type, newDossierId(), newEventId())),
    );
    await stage.topics.publishRecords(...unknown);
    const paid = await prepaidDossier();
    const good = await goldenRecord(PaymentSettledV1.type, paid, newEventId());
    await stage.topics.publishRecords(good);

    const sealed = await acceptedDossier();
    await stage.database.query(`update dossier set applicant = 'v1.gone.AAAA' where id = $1`, [sealed]);
    const due = new Date().toISOString();
    const missedNotice = { at: due, of: due };
    const clock = (revision: number, changes: object) =>
      newEvent(DeadlineMissedV1, {
        subject: sealed,
        revision,
        happenedAt: new Date(),
        recordedAt: new Date(),
        state: deadlineState({ dossierId: sealed, ...changes }),
      });
    await stage.topics.publish(clock(2, { missedNotice }), clock(3, { missedNotice: null }));
    await eventually(async () => {
      expect(await passedBy(good.headers['ce_id']!)).toBe(1);
      expect(await keptDeadline(sealed)).toMatchObject({ revision: 3 });
    }, 20_000);
    await eventually(async () => {
      const dead = await stage.topics.records(DEAD_LETTERS_TOPIC);
      expect(dead.length).toBeGreaterThanOrEqual(241);
    }, 20_000);
  }, 60_000);
});
