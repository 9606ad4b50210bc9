import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { differencesFrom, gapsOf, rolesWith, staleCommand, type RightsRow } from '@motcua/testing';
import { provinceCalendar, type CalendarDefinition } from '@motcua/working-calendar';
import { randomUUID } from 'node:crypto';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';

const STAFF = ['INTAKE_OFFICER', 'CASE_OFFICER', 'SUPERVISOR', 'LEADER'] as const;

let stage: DeadlinesStage;
let dossierId: string;

beforeAll(async () => {
  stage = await openDeadlinesStage();
  [{ dossierId }] = (await stage.database.query('select dossier_id as "dossierId" from deadline')) as [
    { dossierId: string },
  ];
  const token = await stage.issuer.token('editor', ['CALENDAR_EDITOR']);
  const proposed = await stage.post('/calendars', { token, ifMatch: 1, body: withAPastDayOff('province') });
  expect(proposed).toMatchObject({ status: 202 });
}, 90_000);
afterAll(async () => stage.close(), 60_000);

function withAPastDayOff(calendarId: string): CalendarDefinition {
  const dayOff = { date: '2026-03-04', kind: 'OFF' as const, source: 'Decision 9/2026' };
  const years = provinceCalendar.years.map((year) =>
    year.year === 2026 ? { ...year, entries: [...year.entries, dayOff] } : year,
  );
  return { ...provinceCalendar, calendarId, years };
}

const rows: readonly RightsRow[] = [
  {
    route: 'GET /deadlines/:dossierId',
    request: () => ({ path: `/deadlines/${dossierId}` }),
    roles: rolesWith('200 403 200', ...STAFF),
  },
  {
    route: 'POST /deadlines/:dossierId/extend',
    request: () =>
      staleCommand(`/deadlines/${dossierId}/extend`, {
        apologyAt: new Date().toISOString(),
        ground: 'FORCE_MAJEURE',
        toDueAt: '2030-01-07T10:00:00+07:00',
      }),
    roles: { SUPERVISOR: '412 403 412' },
  },
  {
    route: 'GET /work-lists',
    request: () => ({ path: '/work-lists', shows: (body) => (body as { open: number }).open > 0 }),
    roles: rolesWith('200+ 200- 200+', ...STAFF),
  },
  {
    route: 'GET /work-lists/:list',
    request: () => ({
      path: '/work-lists/open',
      shows: (body) => (body as { deadlines: unknown[] }).deadlines.length > 0,
    }),
    roles: rolesWith('200+ 200- 200+', ...STAFF),
  },
  { route: 'GET /calendars', request: () => ({ path: '/calendars' }), nobody: '200', anybody: '200 200 200' },
  {
    route: 'POST /calendars of the province',
    request: () => staleCommand('/calendars', provinceCalendar),
    roles: { CALENDAR_EDITOR: '403 403 412' },
  },
  {
    route: 'POST /calendars of an agency',
    request: () => staleCommand('/calendars', { ...provinceCalendar, calendarId: '000.00.31.H06' }),
    roles: { CALENDAR_EDITOR: '412 403 412' },
  },
  {
    route: 'POST /calendars as a dry run',
    request: () => staleCommand('/calendars?dryRun=true', provinceCalendar),
    roles: { CALENDAR_EDITOR: '403 403 412' },
  },
  {
    route: 'GET /calendars/proposals',
    request: () => ({ path: '/calendars/proposals', shows: (body) => (body as unknown[]).length > 0 }),
    roles: { CALENDAR_EDITOR: '200- 200- 200+' },
  },
  {
    route: 'POST /calendars/:calendarId/approve',
    request: () => staleCommand('/calendars/province/approve', { proposalId: randomUUID() }),
    roles: { CALENDAR_EDITOR: '403 403 409' },
  },
];

describe('who may do what in deadlines', () => {
  it('is listed for every route', () => {
    expect(gapsOf({ service: stage.replicas[0]!, rows })).toEqual([]);
  });

  it('is so for every role at its own, another and the parent agency, and for nobody', async () => {
    const options = { service: stage.replicas[0]!, issuer: stage.issuer, rows };
    expect(await differencesFrom(options)).toEqual([]);
  }, 60_000);
});
