import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  DEAD_LETTERS_TOPIC,
  DossierAcceptedV1,
  DossierCompletedV1,
  DossierImportedV1,
  DossierResumedV1,
  DossierSuspendedV1,
  type DossierStateV1,
} from '@motcua/contracts';
import { addLocalDays, localDayOf, localInstant } from '@motcua/kernel';
import { dossierAccepted, dossierIdBeside, dossierState, eventOf, eventually } from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';

jest.setTimeout(60_000);

const WARD = '000.02.31.H06';
const LAST_YEAR = Math.max(...provinceCalendar.years.map(({ year }) => year));
const calendarUntil = (last: number) => ({
  ...provinceCalendar,
  years: [
    ...provinceCalendar.years,
    ...Array.from({ length: last - LAST_YEAR }, (_, index) => ({
      year: LAST_YEAR + 1 + index,
      status: 'PROVISIONAL' as const,
      entries: [],
    })),
  ],
});

let stage: DeadlinesStage;
let supervisor: string;
let editor: string;

beforeAll(async () => {
  stage = await openDeadlinesStage({ replicas: 3 });
  supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR', 'BACKDATER'], WARD);
  editor = await stage.issuer.token('editor', ['CALENDAR_EDITOR']);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const names = async (dossierId: string): Promise<readonly string[]> =>
  (await stage.storyOf(dossierId)).map((line) => line.split(' ')[1]!);
const told = async (dossierId: string, ...story: readonly string[]): Promise<void> =>
  eventually(async () => expect(await names(dossierId)).toEqual(story), 20_000);
const bodyOf = async <T>(path: string): Promise<T> => (await stage.get(path, supervisor)).body as T;

/** Waits until everything published before was taken in: a dossier of the same partition has its clock behind it. */
async function partitionGoesOn(dossierId: string): Promise<void> {
  const behind = dossierAccepted({ dossierId: dossierIdBeside(dossierId) });
  await stage.topics.publish(behind);
  await told(behind.subject, 'started');
}

let revision = 1;
async function publishUntil(year: number): Promise<void> {
  const answer = await stage.post('/calendars', { token: editor, ifMatch: revision, body: calendarUntil(year) });
  expect(answer).toMatchObject({ status: 200, body: { changed: true } });
  revision += 1;
}

async function gauge(name: string): Promise<number> {
  const text = await (await fetch(`${stage.replicas[0]!.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

describe('a dossier of 1.001029 that is put off to the end of the calendar and goes on standing still', () => {
  const yesterday = addLocalDays(localDayOf(new Date()), -1);
  const acceptedAt = localInstant(yesterday, '08:00').toISOString();
  const from = localInstant(yesterday, '09:00').toISOString();
  const base = dossierState();
  const state: DossierStateV1 = dossierState({
    acceptedAt,
    submittedAt: acceptedAt,
    effectiveSubmittedAt: acceptedAt,
    appointmentAt: localInstant(addLocalDays(yesterday, 30), '16:00').toISOString(),
    externalCode: 'MC-1',
    procedure: { ...base.procedure, code: '1.001029', timeLimit: null },
    settlingAgency: WARD,
    settlingAgencyPath: ['H06', WARD],
    caseOfficer: 'lan',
  });
  const id = state.dossierId;
  const stopped: DossierStateV1 = {
    ...state,
    status: 'SUSPENDED',
    suspensions: [{ cause: 'SUSPENSION', from, recordedAt: null, to: null }],
  };
  const to = new Date(Date.now() + 10 * 24 * 3_600_000).toISOString();
  const goesOn: DossierStateV1 = {
    ...stopped,
    status: 'ACCEPTED',
    suspensions: [{ cause: 'SUSPENSION', from, recordedAt: null, to }],
  };

  it('is parked, and a later dossier of its partition has its clock at once', async () => {
    await stage.topics.publish(
      eventOf(DossierAcceptedV1, state, 2, acceptedAt),
      eventOf(DossierSuspendedV1, stopped, 3, from),
    );
    await told(id, 'started', 'paused');
    const extended = await stage.post(`/deadlines/${id}/extend`, {
      token: supervisor,
      ifMatch: 2,
      body: {
        apologyAt: new Date().toISOString(),
        ground: 'COMPLEX_CASE',
        toDueAt: `${LAST_YEAR}-12-31T09:00:00.000Z`,
      },
    });
    expect(extended.status).toBe(200);
    await stage.topics.publish(eventOf(DossierResumedV1, goesOn, 4, to));
    await partitionGoesOn(id);
    await told(id, 'started', 'paused', 'extended', 'resumed', 'parked');
  });

  it('is seen: in the work list with its reason and year, on the gauges, in the audit view and in its own answer', async () => {
    const year = LAST_YEAR + 1;
    const parked = { since: expect.any(String), reason: 'CALENDAR_YEAR_MISSING', year };
    const { deadlines } = await bodyOf<{ deadlines: object[] }>('/work-lists/parked?officer=lan');
    expect(deadlines).toMatchObject([{ dossierId: id, currentDueAt: null, provisional: true, parked }]);
    expect(await bodyOf('/work-lists?officer=lan')).toMatchObject({ open: 1, parked: 1, overdue: 0 });
    expect(await bodyOf(`/deadlines/${id}`)).toMatchObject({ revision: 5, parked, originalDueAt: state.appointmentAt });
    const elsewhere = await stage.issuer.token('elsewhere', ['SUPERVISOR'], '000.03.31.H06');
    expect((await stage.get('/work-lists/parked', elsewhere)).body).toMatchObject({ deadlines: [] });
    const [row] = await stage.database.query('select revision, state from audit where dossier_id = $1', [id]);
    expect(row).toMatchObject({ revision: 5, state: { parked } });
    await eventually(async () => {
      expect(await gauge('motcua_deadlines_parked')).toBe(1);
      expect(await gauge('motcua_deadlines_parked_oldest_age_seconds')).toBeGreaterThan(0);
    });
  });

  it('cannot be extended again and has no notice while its due instant is unknown', async () => {
    const answer = await stage.post(`/deadlines/${id}/extend`, {
      token: supervisor,
      ifMatch: 5,
      body: {
        apologyAt: new Date().toISOString(),
        ground: 'COMPLEX_CASE',
        toDueAt: `${LAST_YEAR}-12-31T09:00:00.000Z`,
      },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'deadline-parked' } });
  });

  it('is taken up by itself when the year is published, once', async () => {
    await publishUntil(LAST_YEAR + 1);
    await told(id, 'started', 'paused', 'extended', 'resumed', 'parked', 'unparked');
    const { currentDueAt, parked } = (await stage.deadlineEventsOf(id)).at(-1)!.state;
    expect([parked, currentDueAt!.slice(0, 4)]).toEqual([null, String(LAST_YEAR + 1)]);
    expect(await bodyOf('/work-lists?officer=lan')).toMatchObject({ open: 1, parked: 0 });
    await eventually(async () => expect(await gauge('motcua_deadlines_parked')).toBe(0));
    expect(await gauge('motcua_deadlines_parked_oldest_age_seconds')).toBe(0);
  });
});

describe('an imported dossier whose appointment lies beyond the calendar', () => {
  const imported = (year: number): DossierStateV1 =>
    dossierState({
      externalCode: 'MC-2',
      calendarRevision: 0,
      appointmentAt: `${year}-01-05T03:00:00.000Z`,
      settlingAgencyPath: ['H06', WARD],
      caseOfficer: 'minh',
    });

  it('is parked, completed without a judgement, still listed, and judged when the year is published', async () => {
    const state = imported(LAST_YEAR + 2);
    await stage.topics.publish(eventOf(DossierImportedV1, state, 1));
    await partitionGoesOn(state.dossierId);
    await told(state.dossierId, 'started', 'parked');
    const completedAt = '2024-01-31T03:00:00.000Z';
    const done = {
      ...state,
      status: 'COMPLETED' as const,
      result: 'POSITIVE' as const,
      completedAt,
      firstCompletedAt: completedAt,
    };
    await stage.topics.publish(eventOf(DossierCompletedV1, done, 2, completedAt));
    await told(state.dossierId, 'started', 'parked', 'closed');
    expect(await bodyOf(`/deadlines/${state.dossierId}`)).toMatchObject({ closedAt: completedAt, outcome: null });
    expect(await bodyOf('/work-lists?officer=minh')).toMatchObject({ open: 0, parked: 1 });
    await publishUntil(LAST_YEAR + 2);
    await told(state.dossierId, 'started', 'parked', 'closed', 'unparked');
    expect(await bodyOf(`/deadlines/${state.dossierId}`)).toMatchObject({ parked: null, outcome: 'EARLY' });
    expect(await bodyOf('/work-lists?officer=minh')).toMatchObject({ parked: 0 });
  });

  it('is taken up in any number by several replicas, each once', async () => {
    const states = Array.from({ length: 60 }, () => imported(LAST_YEAR + 3));
    await stage.topics.publish(...states.map((state) => eventOf(DossierImportedV1, state, 1)));
    await eventually(async () => {
      const parked = await stage.database.query('select 1 from deadline where parked_since is not null');
      expect(parked).toHaveLength(60);
    }, 20_000);
    await publishUntil(LAST_YEAR + 3);
    for (const { dossierId } of states) await told(dossierId, 'started', 'parked', 'unparked');
  });

  it('that no calendar can compute holds none of those behind it', async () => {
    const [broken, ...others] = [1, 2, 3].map(() => imported(LAST_YEAR + 4));
    await stage.topics.publish(...[broken!, ...others].map((state) => eventOf(DossierImportedV1, state, 1)));
    for (const { dossierId } of [broken!, ...others]) await told(dossierId, 'started', 'parked');
    await stage.database.query(`update deadline set state = state - 'pauses' where dossier_id = $1`, [
      broken!.dossierId,
    ]);
    await publishUntil(LAST_YEAR + 4);
    for (const { dossierId } of others) await told(dossierId, 'started', 'parked', 'unparked');
    const rows = await stage.database.query('select dossier_id from deadline where parked_since is not null');
    expect(rows).toEqual([{ dossier_id: broken!.dossierId }]);
  });
});

it('no clock that waits becomes a dead letter', async () => {
  expect(await stage.topics.records(DEAD_LETTERS_TOPIC)).toEqual([]);
});
