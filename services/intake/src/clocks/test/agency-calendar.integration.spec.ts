import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarPublishedV1, newEvent } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { provinceCalendar, type CalendarDefinition } from '@motcua/working-calendar';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';

const WITH_SATURDAYS = '000.02.32.H06';
/** Its limit is one working day, to the end of the day. */
const ONE_DAY = '1.001193';

/** As the province works, and Saturday mornings too. */
const saturdayCalendar: CalendarDefinition = {
  ...provinceCalendar,
  calendarId: 'saturday',
  schedules: provinceCalendar.schedules.map(({ validFrom, sessions }) => ({
    validFrom,
    sessions: [...sessions, { weekday: 6, from: '07:00', to: '11:30' }],
  })),
};

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
  await stage.database.query(`update agency set calendar_id = 'saturday' where code = $1`, [WITH_SATURDAYS]);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

/** Hands in and accepts on a Friday. */
async function accepted(receivingAgency: string): Promise<Answer> {
  const happenedAt = '2024-01-26T10:00:00+07:00';
  const handedIn = await stage.post('/dossiers', {
    token: stage.officer,
    body: { ...submission, receivingAgency, procedureCode: ONE_DAY, happenedAt },
  });
  expect(handedIn).toMatchObject({ status: 201 });
  const path = `/dossiers/${String(handedIn.body['dossierId'])}/accept`;
  return stage.post(path, { token: stage.officer, ifMatch: 1, body: { happenedAt } });
}

describe('an intake that no calendar has reached yet', () => {
  it('is ready to take dossiers in, says what it waits for, and refuses to accept with what to do if it stays so', async () => {
    const ready = async () => (await fetch(`${stage.service.url}/health/ready`)).json();
    expect(await ready()).toEqual({ status: 'ready', waitsFor: [] });
    const kept = await stage.database.query('select * from calendar');
    await stage.database.query('delete from calendar');
    expect(await ready()).toEqual({
      status: 'ready',
      waitsFor: ['a working calendar, which deadlines publishes through Kafka'],
    });
    const refused = await accepted(submission.receivingAgency);
    expect(refused).toMatchObject({ status: 503, body: { code: 'calendar-not-published' } });
    expect(refused.body['detail']).toContain('Wait a moment and try again');
    expect(refused.body['detail']).toContain('docs/runbooks/outbox-lag.md');
    await stage.database.query('insert into calendar select * from json_populate_recordset(null::calendar, $1::json)', [
      JSON.stringify(kept),
    ]);
  });
});

describe('an agency with working hours of its own', () => {
  it('promises by them as soon as they have arrived, and not before', async () => {
    const early = await accepted(WITH_SATURDAYS);
    expect(early).toMatchObject({ status: 503, body: { code: 'calendar-not-published' } });
    const now = new Date();
    await stage.topics.publish(
      newEvent(CalendarPublishedV1, {
        subject: saturdayCalendar.calendarId,
        revision: 1,
        happenedAt: now,
        recordedAt: now,
        state: saturdayCalendar as never,
      }),
    );
    await eventually(async () => {
      // Saturday 11:30 is the end of its next working day.
      const answer = await accepted(WITH_SATURDAYS);
      expect(answer.body).toMatchObject({ appointmentAt: '2024-01-27T04:30:00.000Z', calendarId: 'saturday' });
    }, 20_000);
    const elsewhere = await accepted(submission.receivingAgency);
    expect(elsewhere.body).toMatchObject({ appointmentAt: '2024-01-29T10:00:00.000Z', calendarId: 'province' });
  });
});
