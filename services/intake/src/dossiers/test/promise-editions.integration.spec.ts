import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarPublishedV1, newEvent, type CalendarStateV1 } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';

const ONE_DAY = '2.000815';
const allYears = provinceCalendar.years as CalendarStateV1['years'];

let stage: IntakeStage;

/** An agency for each of the calendars that these tests publish. */
const agencyOf = {
  backdated: '000.00.03.H06',
  'of-the-day': '000.00.04.H06',
  oldest: '000.00.05.H06',
  unnoted: '000.00.06.H06',
  short: '000.00.07.H06',
  provisional: '000.00.08.H06',
  'first-day': '000.00.09.H06',
} as const;

beforeAll(async () => {
  stage = await openIntakeStage();
  // Before the catalogue is read for the first time.
  for (const [calendarId, agency] of Object.entries(agencyOf)) {
    await stage.database.query('update agency set calendar_id = $1 where code = $2', [calendarId, agency]);
  }
}, 90_000);
afterAll(async () => stage.close(), 60_000);

async function publish(
  calendarId: keyof typeof agencyOf,
  editions: readonly (readonly [publishedAt: string, years: CalendarStateV1['years']])[],
): Promise<void> {
  const [{ count }] = (await stage.database.query(
    'select count(*)::integer as count from calendar where calendar_id = $1',
    [calendarId],
  )) as [{ count: number }];
  const events = editions.map(([publishedAt, years], index) =>
    newEvent(CalendarPublishedV1, {
      subject: calendarId,
      revision: count + index + 1,
      happenedAt: new Date(publishedAt),
      recordedAt: new Date(publishedAt),
      state: { ...(provinceCalendar as unknown as CalendarStateV1), calendarId, years },
    }),
  );
  await stage.topics.publish(...events);
  await eventually(async () => {
    const kept = await stage.database.query('select from calendar where calendar_id = $1', [calendarId]);
    expect(kept).toHaveLength(count + editions.length);
  }, 30_000);
}

/** The table with one more day off. */
function withDayOff(day: string): CalendarStateV1['years'] {
  const entry = { date: day, kind: 'OFF', source: 'spec' } as const;
  return allYears.map((year) =>
    day.startsWith(`${year.year}-`) ? { ...year, entries: [...year.entries, entry] } : year,
  );
}

async function handedIn(receivingAgency: string, happenedAt: string): Promise<string> {
  const body = { ...submission, receivingAgency, procedureCode: ONE_DAY, happenedAt };
  const answer = await stage.post('/dossiers', { token: stage.officer, body });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['dossierId']);
}

const accept = (id: string, happenedAt?: string): Promise<Answer> =>
  stage.post(`/dossiers/${id}/accept`, { token: stage.officer, ifMatch: 1, body: { happenedAt } });

async function accepted(agency: string, happenedAt: string): Promise<Answer> {
  return accept(await handedIn(agency, happenedAt), happenedAt);
}

describe('an acceptance', () => {
  it('promises by the edition that held on its day, whatever was declared off since', async () => {
    const agency = agencyOf.backdated;
    await publish('backdated', [
      ['2024-01-02T03:00:00Z', allYears],
      ['2024-06-03T03:00:00Z', withDayOff('2024-01-30')],
    ]);
    const answer = await accepted(agency, '2024-01-29T10:00:00+07:00');
    expect(answer.body).toMatchObject({ appointmentAt: '2024-01-30T03:00:00.000Z', calendarRevision: 1 });
  });

  it('promises by what was published by the end of its day, and not by what came the day after', async () => {
    const agency = agencyOf['of-the-day'];
    await publish('of-the-day', [
      ['2024-01-02T03:00:00Z', allYears],
      // 16:00 of the day itself, and the first minute of the day after.
      ['2024-01-29T09:00:00Z', withDayOff('2024-01-30')],
      ['2024-01-29T17:00:00Z', withDayOff('2024-01-31')],
    ]);
    const answer = await accepted(agency, '2024-01-29T10:00:00+07:00');
    expect(answer.body).toMatchObject({ appointmentAt: '2024-01-31T03:00:00.000Z', calendarRevision: 2 });
    const before = await accepted(agency, '2024-01-26T10:00:00+07:00');
    expect(before.body).toMatchObject({ calendarRevision: 1 });
  });

  it('before the first edition that is known promises by that one, also where it was kept before instants were', async () => {
    const agency = agencyOf.oldest;
    await publish('oldest', [
      ['2024-06-03T03:00:00Z', withDayOff('2024-01-30')],
      ['2024-06-04T03:00:00Z', allYears],
    ]);
    const answer = await accepted(agency, '2024-01-29T10:00:00+07:00');
    expect(answer.body).toMatchObject({ appointmentAt: '2024-01-31T03:00:00.000Z', calendarRevision: 1 });
    await stage.database.query(
      `insert into calendar (calendar_id, revision, definition)
       select 'unnoted', 3, definition from calendar where calendar_id = 'oldest' and revision = 1`,
    );
    expect((await accepted(agencyOf.unnoted, '2024-01-29T10:00:00+07:00')).body).toMatchObject({ calendarRevision: 3 });
  });

  it('that the calendar does not reach is refused with the last day, writes nothing, and waits for the year', async () => {
    const until2024 = allYears.filter(({ year }) => year <= 2024);
    const agency = agencyOf.short;
    await publish('short', [['2024-01-02T03:00:00Z', until2024]]);
    const id = await handedIn(agency, '2024-12-31T10:00:00+07:00');
    const refused = await accept(id, '2024-12-31T10:00:00+07:00');
    expect(refused).toMatchObject({ status: 409, body: { code: 'appointment-beyond-calendar' } });
    expect(String(refused.body['detail'])).toContain('the last day that can be promised is 2024-12-31');
    const rows = await stage.database.query(
      `select dossier.revision, (select count(*)::integer from dossier_history where dossier_id = id) as changes
       from dossier where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ revision: 1, changes: 1 }]);
    await publish('short', [['2025-01-03T03:00:00Z', allYears]]);
    const then = await accept(id, '2024-12-31T10:00:00+07:00');
    expect(then).toMatchObject({
      status: 200,
      body: { appointmentAt: '2025-01-02T03:00:00.000Z', calendarRevision: 2 },
    });
  });

  it('says that its promise is provisional, and how long the submission waited', async () => {
    const agency = agencyOf.provisional;
    await publish('provisional', [
      [
        '2024-01-02T03:00:00Z',
        allYears.map((each) => (each.year === 2024 ? { ...each, status: 'PROVISIONAL' } : each)),
      ],
    ]);
    const id = await handedIn(agency, '2024-01-26T16:00:00+07:00');
    const { body } = await accept(id, '2024-01-29T07:30:00+07:00');
    // Until now, when the acceptance is entered, however it is dated.
    expect(body).toMatchObject({ appointmentProvisional: true, waitedWorkingMinutes: expect.any(Number) });
    expect(await (await stage.get(`/dossiers/${id}`, stage.officer)).json()).toMatchObject({
      appointmentProvisional: true,
    });
    const search = await stage.post('/dossiers/searches', {
      token: stage.officer,
      body: { code: String(body['dossierCode']) },
    });
    expect(search.body).toMatchObject({ dossiers: [{ appointmentProvisional: true }] });
    const looked = await stage.post('/look-ups', {
      body: { dossierCode: String(body['dossierCode']), secret: '4567' },
    });
    expect(looked.body).toMatchObject({ dossier: { appointmentProvisional: true, dueProvisional: false } });
  });
});

describe('a submission', () => {
  it('before the first day of the calendar is refused, naming that day, and nothing is written', async () => {
    const agency = agencyOf['first-day'];
    await publish('first-day', [['2024-01-02T03:00:00Z', allYears.filter(({ year }) => year >= 2024)]]);
    const count = () => stage.database.query('select count(*) from dossier');
    const before = await count();
    const body = { ...submission, receivingAgency: agency, happenedAt: '2023-12-31T10:00:00+07:00' };
    const refused = await stage.post('/dossiers', { token: stage.officer, body });
    expect(refused).toMatchObject({ status: 422, body: { code: 'happened-before-calendar' } });
    expect(String(refused.body['detail'])).toContain('2024-01-01, the first day of calendar "first-day"');
    expect(await count()).toEqual(before);
    await handedIn(agency, '2024-01-01T00:00:00+07:00');
  });
});
