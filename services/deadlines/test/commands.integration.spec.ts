import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dossierState, eventually, type Answer } from '@motcua/testing';
import type { DossierStateV1 } from '@motcua/contracts';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { dossierHistory } from './support/dossier-history.js';

jest.setTimeout(60_000);

const WARD = '000.02.31.H06';
const OTHER = '000.03.31.H06';
const HOUR = 3_600_000;

let stage: DeadlinesStage;
let supervisor: string;

beforeAll(async () => {
  stage = await openDeadlinesStage();
  supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR'], WARD);
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
  return stage.follow(events);
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
