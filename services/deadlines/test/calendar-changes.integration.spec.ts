import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DeadlineStateV1 } from '@motcua/contracts';
import { dossierState, eventually } from '@motcua/testing';
import { provinceCalendar, type CalendarDefinition, type CalendarEntry } from '@motcua/working-calendar';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { dossierHistory } from './support/dossier-history.js';

jest.setTimeout(60_000);

let stage: DeadlinesStage;
let supervisor: string;
let editor: string;

beforeAll(async () => {
  stage = await openDeadlinesStage();
  supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR']);
  editor = await stage.issuer.token('editor', ['CALENDAR_EDITOR']);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('a calendar that changes', () => {
  const off: CalendarEntry = { date: '2027-03-03', kind: 'OFF', source: 'Decision 7/2027' };
  const years = provinceCalendar.years.map((year) =>
    year.year === 2027 ? { ...year, status: 'SIGNED' as const, entries: [...year.entries, off] } : year,
  );
  const signed = { ...provinceCalendar, years };

  it('says first what it would move, then moves it, naming the rule', async () => {
    // Accepted on Tuesday 2027-03-02 at 10:00 local time with two working days.
    const procedure = {
      ...dossierState().procedure,
      timeLimit: { ...dossierState().procedure.timeLimit!, amount: 2 },
    };
    const events = dossierHistory({ procedure, appointmentAt: '2027-03-04T03:00:00.000Z' }, [
      ['accept', '2027-03-02T03:00:00.000Z'],
    ]);
    const id = await stage.follow(events);
    // One that no calendar can compute holds none of the others.
    const broken = await stage.follow(dossierHistory({}, [['accept', '2027-03-02T03:00:00.000Z']]));
    await stage.database.query(`update deadline set state = state - 'pauses' where dossier_id = $1`, [broken]);
    const dry = await stage.post('/calendars?dryRun=true', { token: editor, ifMatch: 1, body: signed });
    expect(dry).toMatchObject({
      status: 200,
      body: {
        moved: 1,
        confirmed: expect.any(Number),
        named: [{ dossierId: id, toDueAt: '2027-03-05T03:00:00.000Z' }],
      },
    });
    expect(await stage.storyOf(id)).toEqual(['1 started']);
    expect(dry.body).toMatchObject({ pastChanges: [], parked: 0, unparked: 0, failing: 1 });

    const published = await stage.post('/calendars', { token: editor, ifMatch: 1, body: signed });
    expect(published).toMatchObject({ status: 200, body: { revision: 2, changed: true } });
    await eventually(async () => expect(await stage.storyOf(id)).toEqual(['1 started', '2 reprojected']));
    const state = (await stage.deadlineEventsOf(id)).at(-1)!.state as DeadlineStateV1;
    expect(state).toMatchObject({
      originalDueAt: '2027-03-04T03:00:00.000Z',
      currentDueAt: '2027-03-05T03:00:00.000Z',
      provisional: false,
      reprojections: [{ calendarRevision: 2, rules: ['2027-03-03 is OFF: Decision 7/2027'] }],
    });
    const [job] = await stage.database.query('select finished_at is not null as finished from reprojection');
    expect(job).toEqual({ finished: true });
  });

  it.each([
    ['two lines', 'Decision 7/2027\nof nobody'],
    ['an invisible character', 'Decision\u200b 7/2027'],
    ['no source', '  '],
    ['a source without end', 'x'.repeat(301)],
  ])('is refused when a day has %s for its source', async (_, source) => {
    const years = signed.years.map((year) => ({ ...year, entries: [...year.entries, { ...off, source }] }));
    const answer = await stage.post('/calendars', { token: editor, ifMatch: 2, body: { ...signed, years } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });

  it('stays as it was published when the service starts again', async () => {
    const again = await stage.post('/calendars', { token: editor, ifMatch: 2, body: signed });
    expect(again).toMatchObject({ status: 200, body: { revision: 2, changed: false } });
    const { PublishCalendars } = await import('../src/application/publish-calendars.js');
    await stage.replicas[0]!.app.get(PublishCalendars, { strict: false }).onApplicationBootstrap();
    expect((await stage.get('/calendars')).body).toMatchObject([{ calendarId: 'province', revision: 2 }]);
  });

  it.each([
    [
      'a signed year comes without a day off',
      { ...signed, years: [...signed.years, { year: 2028, status: 'SIGNED', entries: [] }] },
      422,
      'calendar-years-empty',
    ],
    ['a year is taken away', { ...signed, years: signed.years.slice(1) }, 422, 'calendar-years-gone'],
    [
      'sessions overlap',
      {
        ...signed,
        schedules: [
          {
            validFrom: '2023-01-01',
            sessions: [...signed.schedules[0]!.sessions, { weekday: 1, from: '08:00', to: '09:00' }],
          },
        ],
      },
      400,
      'calendar-invalid',
    ],
  ])('is refused when %s', async (_, body, status, code) => {
    expect(await stage.post('/calendars', { token: editor, ifMatch: 2, body })).toMatchObject({
      status,
      body: { code },
    });
  });

  it('is an editor’s, on the revision that was read', async () => {
    expect(await stage.post('/calendars', { token: supervisor, ifMatch: 2, body: signed })).toMatchObject({
      status: 403,
    });
    expect(await stage.post('/calendars', { token: editor, ifMatch: 1, body: signed })).toMatchObject({ status: 412 });
  });
});

describe('an edition that changes days that are over', () => {
  const lastYear = { date: '2026-03-04', kind: 'OFF' as const, source: 'Decision 9/2026' };
  const changed = (...entries: readonly CalendarEntry[]): CalendarDefinition => ({
    ...provinceCalendar,
    calendarId: 'port',
    years: provinceCalendar.years.map((year) =>
      year.year === 2026 ? { ...year, entries: [...year.entries, ...entries] } : year,
    ),
  });
  const post = (body: object, token: string, ifMatch: number) => stage.post('/calendars', { token, ifMatch, body });
  const approve = (proposalId: string, token: string, ifMatch: number) =>
    stage.post('/calendars/port/approve', { token, ifMatch, body: { proposalId } });
  const revisionOfPort = async (): Promise<number | undefined> =>
    ((await stage.get('/calendars')).body as { calendarId: string; revision: number }[]).find(
      ({ calendarId }) => calendarId === 'port',
    )?.revision;
  const propose = async (body: object, ifMatch: number): Promise<string> => {
    const proposed = await post(body, editor, ifMatch);
    expect(proposed).toMatchObject({ status: 202, body: { revision: ifMatch, changed: false } });
    return (proposed.body as { proposal: { proposalId: string } }).proposal.proposalId;
  };
  let second: string;

  beforeAll(async () => {
    second = await stage.issuer.token('second-editor', ['CALENDAR_EDITOR']);
    await post(changed(), editor, 0);
  });

  it('waits for a second person, and reads as a proposal until then', async () => {
    const dry = await stage.post('/calendars?dryRun=true', { token: editor, ifMatch: 1, body: changed(lastYear) });
    expect(dry.body).toMatchObject({ pastChanges: ['2026-03-04 is OFF: Decision 9/2026'] });
    const proposalId = await propose(changed(lastYear), 1);
    expect(await revisionOfPort()).toBe(1);
    expect((await stage.get('/calendars/proposals', second)).body).toMatchObject([
      { calendarId: 'port', proposalId, fromRevision: 1, proposedBy: 'editor', pastChanges: [expect.any(String)] },
    ]);
    expect(await stage.get('/calendars/proposals', supervisor)).toMatchObject({ status: 403 });
  });

  it('is not published by the same person, nor by somebody who is no editor', async () => {
    const proposalId = await propose(changed(lastYear), 1);
    expect(await approve(proposalId, editor, 1)).toMatchObject({ status: 403, body: { code: 'second-person-needed' } });
    expect(await approve(proposalId, supervisor, 1)).toMatchObject({ status: 403 });
    expect(await revisionOfPort()).toBe(1);
  });

  it('is published by a second one exactly as it was read, and once', async () => {
    const read = await propose(changed(lastYear), 1);
    const replaced = await propose(changed({ ...lastYear, date: '2026-03-05' }), 1);
    expect(await approve(read, second, 1)).toMatchObject({ status: 409, body: { code: 'proposal-replaced' } });
    expect(await approve(replaced, second, 7)).toMatchObject({ status: 412, body: { code: 'revision-stale' } });
    expect(await approve(replaced, second, 1)).toMatchObject({ status: 200, body: { revision: 2, changed: true } });
    expect(await approve(replaced, second, 2)).toMatchObject({ status: 404, body: { code: 'proposal-not-found' } });
    expect((await stage.get('/calendars/proposals', second)).body).toEqual([]);
    const [edition] = await stage.database.query(
      `select proposed_by, published_by from calendar_edition where calendar_id = 'port' and revision = 2`,
    );
    expect(edition).toEqual({ proposed_by: 'editor', published_by: 'second-editor' });
  });

  it('is dropped as a proposal when another edition is published meanwhile', async () => {
    const base = changed({ ...lastYear, date: '2026-03-05' });
    const proposalId = await propose(changed({ ...lastYear, date: '2026-03-06' }), 2);
    const future = { date: '2027-09-06', kind: 'OFF' as const, source: 'Decision 10/2027' };
    const years = base.years.map((year) =>
      year.year === 2027 ? { ...year, entries: [...year.entries, future] } : year,
    );
    expect(await post({ ...base, years }, editor, 2)).toMatchObject({
      status: 200,
      body: { revision: 3, changed: true },
    });
    expect(await approve(proposalId, second, 3)).toMatchObject({ status: 404 });
  });
});
