import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dossierState, eventually, type Answer } from '@motcua/testing';
import type { DeadlineStateV1, DossierEvent, DossierStateV1 } from '@motcua/contracts';
import {
  compileCalendar,
  provinceCalendar,
  type CalendarDefinition,
  type CalendarEntry,
} from '@motcua/working-calendar';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { dossierHistory } from './support/dossier-history.js';

jest.setTimeout(60_000);

const WARD = '000.02.31.H06';
const OTHER = '000.03.31.H06';
const HOUR = 3_600_000;

let stage: DeadlinesStage;
let supervisor: string;
let editor: string;

beforeAll(async () => {
  stage = await openDeadlinesStage();
  supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR'], WARD);
  editor = await stage.issuer.token('editor', ['CALENDAR_EDITOR']);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const from = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const province = compileCalendar(provinceCalendar);
/** So many hours from now, or the opening after it. */
const atWork = (hours: number): string => province.startOfClock(new Date(from(hours))).toISOString();

/** A dossier of the ward without a time limit, promised for so many hours from now. */
async function promised(
  hours: number,
  happenings: Parameters<typeof dossierHistory>[1] = [],
  overrides: Partial<DossierStateV1> = {},
): Promise<string> {
  const procedure = { ...dossierState().procedure, timeLimit: null };
  const known = { procedure, settlingAgency: WARD, settlingAgencyPath: ['H06', WARD], ...overrides };
  const events = dossierHistory({ appointmentAt: from(hours), submittedAt: from(-101), ...known }, [
    ['accept', from(-100)],
    ...happenings,
  ]);
  return publish(events);
}

async function publish(events: readonly DossierEvent[]): Promise<string> {
  const { subject, revision } = events.at(-1)!;
  await stage.topics.publish(...events);
  await eventually(async () => {
    const rows = await stage.database.query('select 1 from deadline where dossier_id = $1 and dossier_revision = $2', [
      subject,
      revision,
    ]);
    expect(rows).toHaveLength(1);
  });
  return subject;
}

const revisionOf = async (dossierId: string): Promise<number> =>
  (await stage.get(`/deadlines/${dossierId}`, supervisor).then(({ body }) => body as { revision: number })).revision;

async function extend(dossierId: string, body: object, token = supervisor): Promise<Answer<unknown>> {
  return stage.post(`/deadlines/${dossierId}/extend`, { token, ifMatch: await revisionOf(dossierId), body });
}

describe('POST /deadlines/:dossierId/extend', () => {
  const letter = (change: object = {}): object => ({
    apologyAt: from(0),
    ground: 'COMPLEX_CASE',
    toDueAt: atWork(500),
    ...change,
  });

  it('puts the due instant off, says so on the topic, and not a second time', async () => {
    const id = await promised(300);
    const toDueAt = atWork(500);
    const extended = await extend(id, letter({ toDueAt }));
    expect(extended).toMatchObject({
      status: 200,
      body: { currentDueAt: toDueAt, extension: { ground: 'COMPLEX_CASE' } },
    });
    await eventually(async () => expect(await stage.storyOf(id)).toEqual(['1 started', '2 extended']));
    expect(await extend(id, letter())).toMatchObject({ status: 409, body: { code: 'extended-before' } });
  });

  it.each([
    ['the letter came too late', 3, {}, 422, 'apology-too-late'],
    ['it is late already', -2, {}, 409, 'due-already'],
    ['the ground is free text', 300, { ground: 'vì bận' }, 400, 'request-invalid'],
    [
      'the letter is years older than the dossier',
      300,
      { apologyAt: '2020-01-01T02:00:00.000Z' },
      403,
      'backdating-forbidden',
    ],
    ['the letter is six minutes old', 300, { apologyAt: from(-0.1) }, 403, 'backdating-forbidden'],
    ['the letter is yet to go out', 300, { apologyAt: from(1) }, 422, 'apology-missing'],
    [
      'the new appointment is a Sunday at 03:00',
      300,
      { toDueAt: '2027-06-05T20:00:00.000Z' },
      422,
      'outside-working-time',
    ],
    [
      'the new appointment lies in the midday break',
      300,
      { toDueAt: '2027-06-07T05:30:00.000Z' },
      422,
      'outside-working-time',
    ],
    ['the new appointment is New Year', 300, { toDueAt: '2027-01-01T03:00:00.000Z' }, 422, 'outside-working-time'],
    [
      'the new appointment lies beyond the calendar',
      300,
      { toDueAt: '2028-01-05T03:00:00.000Z' },
      422,
      'beyond-calendar',
    ],
  ])('is refused when %s, and nothing is written', async (_, hours, change, status, code) => {
    const id = await promised(hours);
    const before = await stage.database.query('select revision, state from deadline where dossier_id = $1', [id]);
    expect(await extend(id, letter(change))).toMatchObject({ status, body: { code } });
    expect(await stage.database.query('select revision, state from deadline where dossier_id = $1', [id])).toEqual(
      before,
    );
  });

  it('takes an earlier letter from a backdater of that agency only, and none from before the acceptance', async () => {
    const elsewhere = await stage.issuer.token('elsewhere', ['SUPERVISOR', `BACKDATER@${OTHER}`], WARD);
    const here = await stage.issuer.token('here', ['SUPERVISOR', 'BACKDATER'], WARD);
    const id = await promised(300);
    const early = letter({ apologyAt: from(-2) });
    expect(await extend(id, early, elsewhere)).toMatchObject({ status: 403, body: { code: 'backdating-forbidden' } });
    const before = letter({ apologyAt: from(-101) });
    expect(await extend(id, before, here)).toMatchObject({ status: 422, body: { code: 'apology-before-acceptance' } });
    expect(await extend(id, early, here)).toMatchObject({ status: 200 });
  });

  it('is a supervisor’s of that agency, on the revision that was read', async () => {
    const id = await promised(300);
    const elsewhere = await stage.issuer.token('elsewhere', ['SUPERVISOR'], OTHER);
    expect(await extend(id, letter(), elsewhere)).toMatchObject({ status: 403 });
    const officer = await stage.issuer.token('officer', ['CASE_OFFICER'], WARD);
    expect(await extend(id, letter(), officer)).toMatchObject({ status: 403 });
    const stale = await stage.post(`/deadlines/${id}/extend`, { token: supervisor, ifMatch: 7, body: letter() });
    expect(stale).toMatchObject({ status: 412, body: { code: 'revision-stale', currentRevision: 1 } });
  });
});

describe('work lists', () => {
  it('hold each open dossier where it belongs, for those who may see it, in order and page by page', async () => {
    const scope = { settlingAgency: OTHER, settlingAgencyPath: ['H06', OTHER], caseOfficer: 'lan' };
    const late = await Promise.all([1, 2, 3].map((hours) => promised(-hours, [], scope)));
    const paused = await promised(5, [['request', from(-1)]], scope);
    const far = await promised(700, [], { ...scope, caseOfficer: 'minh' });
    const done = await promised(5, [['complete', from(-1)]], scope);
    const leader = await stage.issuer.token('leader', ['LEADER'], OTHER);
    const of = async (path: string): Promise<{ deadlines: { dossierId: string }[]; next: string | null }> =>
      (await stage.get(`/work-lists/${path}`, leader)).body as never;

    expect((await of('overdue')).deadlines.map(({ dossierId }) => dossierId)).toEqual(late.toReversed());
    expect((await of('suspended')).deadlines.map(({ dossierId }) => dossierId)).toEqual([paused]);
    expect((await of('open?officer=minh')).deadlines.map(({ dossierId }) => dossierId)).toEqual([far]);
    expect(JSON.stringify(await of('open'))).not.toContain(done);
    const first = await of('overdue?limit=2');
    const second = await of(`overdue?limit=2&cursor=${first.next}`);
    expect([...first.deadlines, ...second.deadlines].map(({ dossierId }) => dossierId)).toEqual(late.toReversed());
    expect(second.next).toBeNull();
    expect((await of('open')).deadlines.every((row) => 'provisional' in row)).toBe(true);
    expect((await stage.get('/work-lists', leader)).body).toMatchObject({
      open: 5,
      overdue: 3,
      suspended: 1,
      parked: 0,
    });
    expect((await stage.get(`/work-lists?agency=${WARD}`, leader)).body).toMatchObject({ open: 0 });
    expect(await stage.get('/work-lists/overdue?cursor=x', leader)).toMatchObject({ status: 400 });
    expect(await stage.get('/work-lists/late', leader)).toMatchObject({ status: 400 });
  });
});

it('a row of a work list bears the mark PROVISIONAL while it is counted with a year that is not signed', async () => {
  const scope = { settlingAgency: OTHER, settlingAgencyPath: ['H06', OTHER], caseOfficer: 'provisional' };
  const signed = await promised(1, [], scope);
  const unsigned = await promised(1, [], { ...scope, appointmentAt: '2027-11-02T03:00:00.000Z' });
  const leader = await stage.issuer.token('leader', ['LEADER'], OTHER);
  const { body } = await stage.get('/work-lists/open?officer=provisional', leader);
  const { deadlines } = body as { deadlines: { dossierId: string; provisional: boolean }[] };
  expect(deadlines.map(({ dossierId, provisional }) => [dossierId, provisional])).toEqual([
    [signed, false],
    [unsigned, true],
  ]);
});

describe('a late step', () => {
  const STEP = '000.00.16.H06';
  const NEXT = '000.00.12.H06';
  const oneHour = { amount: 1, unit: 'HOUR', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false } as const;
  const stepAt = (agency: string, begun: number, done: number | null, timeLimit: typeof oneHour | null = oneHour) => ({
    title: 'Thẩm định',
    agency,
    from: from(begun),
    to: done === null ? null : from(done),
    timeLimit,
  });
  const scope = { settlingAgency: OTHER, settlingAgencyPath: ['H06', OTHER], caseOfficer: 'late-step' };
  const officer = (agency: string): Promise<string> => stage.issuer.token('officer', ['CASE_OFFICER'], agency);
  const rowsOf = async (path: string, token: string): Promise<readonly Record<string, unknown>[]> =>
    ((await stage.get(`/work-lists/${path}`, token)).body as { deadlines: Record<string, unknown>[] }).deadlines;

  it('names its agency, to that agency and to the one that settles, while the dossier is not late', async () => {
    const late = await promised(700, [], { ...scope, steps: [stepAt(STEP, -720, null)] });
    await promised(700, [], { ...scope, steps: [stepAt(STEP, -720, null, null)] });
    await promised(700, [['request', from(-99)]], { ...scope, steps: [stepAt(STEP, -100, null)] });
    for (const agency of [STEP, OTHER]) {
      const token = await officer(agency);
      const [row, ...others] = await rowsOf('step-overdue?officer=late-step', token);
      expect(others).toEqual([]);
      expect(row).toMatchObject({
        dossierId: late,
        settlingAgency: OTHER,
        step: { agency: STEP, to: null, late: true },
        lateSteps: [{ agency: STEP, late: true, outcome: null }],
      });
      expect(await rowsOf('overdue?officer=late-step', token)).toEqual([]);
      expect((await stage.get(`/deadlines/${late}`, token)).body).toMatchObject({
        steps: [{ agency: STEP, late: true }],
      });
    }
    const counted = async (agency: string) =>
      (await stage.get('/work-lists?officer=late-step', await officer(agency))).body;
    expect(await counted(STEP)).toMatchObject({ 'step-overdue': 1, open: 0, overdue: 0, suspended: 0 });
    expect(await counted(OTHER)).toMatchObject({ 'step-overdue': 1, open: 3, overdue: 0, suspended: 1 });
    expect(await counted(WARD)).toMatchObject({ 'step-overdue': 0 });
    expect(await stage.get(`/deadlines/${late}`, await officer(WARD))).toMatchObject({ status: 403 });
  });

  it('stays its agency’s when the next one has the dossier', async () => {
    const steps = [stepAt(STEP, -1_440, -720), stepAt(NEXT, -720, null, null)];
    const id = await promised(700, [], { ...scope, caseOfficer: 'next-step', steps });
    const [row] = await rowsOf('open?officer=next-step', await officer(OTHER));
    expect(row).toMatchObject({
      dossierId: id,
      step: { agency: NEXT, late: false },
      lateSteps: [{ agency: STEP, outcome: 'OVERDUE', late: true }],
    });
    expect(await rowsOf('step-overdue?officer=next-step', await officer(OTHER))).toEqual([]);
  });
});

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
    const id = await publish(events);
    // One that no calendar can compute holds none of the others.
    const broken = await publish(dossierHistory({}, [['accept', '2027-03-02T03:00:00.000Z']]));
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
