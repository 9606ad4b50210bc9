import type { Stack } from '../../deploy/local/src/stack.ts';
import { ask as askDatabase } from '../test/support/recount.ts';
import { publishEdition, readCalendar, type Calendar } from './calendar.ts';
import { ask } from './front-door.ts';
import { importRows } from './imports.ts';
import { settled } from './patience.ts';

const CODE = 'PARKED';
const DAY_MS = 24 * 3_600_000;
const HEADER =
  'externalCode,procedureCode,receivingAgency,channel,partyKind,applicantName,submittedAt,acceptedAt,appointmentAt,suspensions';

/** What became of the dossiers whose due instant lay beyond the calendar. */
export interface ParkedCheck {
  readonly expected: number;
  /** One line each. */
  readonly faults: readonly string[];
}

/**
 * Dossiers that were promised for the last day of the last year that the calendar holds, and then stood still for a week:
 * their due instant lies in a year that is not published. They come in by an import, because a suspension of working time
 * cannot be waited for, and at night there is none.
 */
export async function parkDossiers(stack: Stack, batch: number, dossiers: number): Promise<void> {
  const calendar = await settled(
    () => readCalendar(stack),
    () => true,
  );
  const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
  const life = [daysAgo(20), daysAgo(20), `${lastYearOf(calendar)}-12-31T16:00:00+07:00`];
  const stood = `SUSPENSION ${daysAgo(9)}/${daysAgo(2)}`;
  const rows = Array.from({ length: dossiers }, (_, index) =>
    [
      `${CODE}-${batch}-${index}`,
      '1.004873',
      '000.02.31.H06',
      'IN_PERSON',
      'CITIZEN',
      'Người nộp',
      ...life,
      stood,
    ].join(),
  );
  await importRows(stack, `parked-${batch}`, [HEADER, ...rows]);
}

/**
 * Looks whether all of them are parked where people see it, publishes the next year, and looks whether all were taken up.
 * @returns also the revision that the calendar has then
 */
export async function takeUpParked(stack: Stack, expected: number): Promise<ParkedCheck & { revision: number }> {
  const seen = await settled(
    () => listedAsParked(stack),
    (count) => count === expected,
  );
  const { revision, ...calendar } = await readCalendar(stack);
  const faults = seen === expected ? [] : [`${seen} clocks are in the list of parked ones, not ${expected}`];
  if (expected === 0) return { expected, faults, revision };
  const next = { year: lastYearOf(calendar) + 1, status: 'PROVISIONAL', entries: [] };
  await publishEdition(stack, { ...calendar, years: [...calendar.years, next] }, revision, 'chaos-next-year');
  const left = await settled(
    () => notTakenUp(stack, expected),
    (lines) => lines.length === 0,
  );
  return { expected, faults: [...faults, ...left], revision: revision + 1 };
}

function lastYearOf({ years }: Pick<Calendar, 'years'>): number {
  return Math.max(...years.map(({ year }) => year));
}

async function listedAsParked(stack: Stack): Promise<number> {
  return (await ask<{ parked: number }>(stack, '/api/deadlines/work-lists', { as: 'leader' })).parked;
}

async function notTakenUp(stack: Stack, expected: number): Promise<readonly string[]> {
  const ids = await askDatabase<{ id: string }>(
    stack,
    'intake',
    `select dossier_id as id from audit where state->>'externalCode' like '${CODE}-%'`,
  );
  const clocks = await askDatabase<{ id: string; dueAt: string | null; parked: object | null }>(
    stack,
    'deadlines',
    `select dossier_id as id, state->>'currentDueAt' as "dueAt", nullif(state->'parked', 'null') as parked from audit
     where dossier_id = any($1::uuid[])`,
    [ids.map(({ id }) => id)],
  );
  const waiting = clocks.filter(({ dueAt, parked }) => dueAt === null || parked !== null);
  const listed = await listedAsParked(stack);
  return [
    ...(clocks.length === expected ? [] : [`${clocks.length} clocks of ${expected} dossiers that were parked`]),
    ...waiting.map(({ id }) => `the clock of ${id} was not taken up`),
    ...(listed === 0 ? [] : [`${listed} clocks are still in the list of parked ones`]),
  ];
}
