import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../deploy/local/src/paths.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';
import { ask as askDatabase } from '../test/support/recount.ts';
import { publishEdition, readCalendar, type CalendarDefinition } from './calendar.ts';
import { ask } from './front-door.ts';
import { importRows } from './imports.ts';
import { settled } from './patience.ts';

/** What people do once in a run, while the faults strike. */
export interface Operations {
  /** Dossiers taken over from another one-stop system. */
  readonly imported: number;
  /** The edition with the further day off. */
  readonly dayOffRevision: number;
  /** Open deadlines that it was foreseen to move. */
  readonly foreseen: number;
}

/** All dossiers taken over are of this year, and no others. */
export const IMPORTED_YEAR = 2024;

const SAMPLE = join(repositoryRoot, 'services', 'intake', 'src', 'imports', 'test', 'fixtures', 'import-sample.csv');
const COPIES = 10;

/** Takes dossiers over, and halfway publishes a further day off. @throws when one of them does not come about */
export async function operate(stack: Stack, halfway: Promise<void>): Promise<Operations> {
  const [imported, edition] = await Promise.all([importDossiers(stack), halfway.then(() => publishDayOff(stack))]);
  return { imported, ...edition };
}

/** The sample, which has every state of a dossier, ten times over. */
async function importDossiers(stack: Stack): Promise<number> {
  const [header, ...rows] = readFileSync(SAMPLE, 'utf8').trim().split('\n');
  const copies = Array.from({ length: COPIES }, (_, copy) =>
    // A code of our own can be given once only, so copies get new ones.
    rows.map((row) => row.replace(/^(MC-\d+)-(\d+),[^,]*,/, `$1-${copy}-$2,,`)),
  ).flat();
  await importRows(stack, 'import', [header!, ...copies]);
  return copies.length;
}

interface Foresight {
  readonly examined: number;
  readonly moved: number;
}

/** Moved deadlines that an edition waits for, so that some are still open when it comes. */
const LEAST_MOVED = 3;
const AHEAD_DAYS = 9;
const DAY_MS = 24 * 3_600_000;

/** Waits until some open deadlines would move by it, then publishes, with the same key until the answer is heard. */
async function publishDayOff(stack: Stack): Promise<Omit<Operations, 'imported'>> {
  const { revision, ...before } = await settled(
    () => readCalendar(stack),
    () => true,
  );
  const body = withDayOff(before);
  const request = { as: 'calendar-editor', body, ifMatch: revision };
  const { moved: foreseen } = await settled(
    () => ask<Foresight>(stack, '/api/deadlines/calendars?dryRun=true', request),
    (foresight) => foresight.moved >= LEAST_MOVED,
  );
  await publishEdition(stack, body, revision, 'chaos-day-off');
  return { dayOffRevision: revision + 1, foreseen };
}

/** The calendar with a further day off: the first weekday from nine days ahead on that has no entry yet. */
function withDayOff(calendar: CalendarDefinition): CalendarDefinition {
  const taken = new Set(calendar.years.flatMap(({ entries }) => entries.map(({ date }) => date)));
  let day = new Date(Date.now() + AHEAD_DAYS * DAY_MS);
  const dateOf = (instant: Date): string => instant.toISOString().slice(0, 10);
  while ([0, 6].includes(day.getUTCDay()) || taken.has(dateOf(day))) day = new Date(day.getTime() + DAY_MS);
  const entry = { date: dateOf(day), kind: 'OFF', source: 'A storm is announced' };
  return {
    ...calendar,
    years: calendar.years.map((each) =>
      each.year === day.getUTCFullYear() ? { ...each, entries: [...each.entries, entry] } : each,
    ),
  };
}

/**
 * What is wrong with what people did, after all; null: nothing. Publishing the present calendar once more must move no open
 * deadline, as each stands on it; intake promises by it; and every dossier taken over is there, once, those whose clocks were
 * parked among them.
 */
export async function operationsFault(
  stack: Stack,
  { imported, dayOffRevision, foreseen }: Operations,
  { parked, calendarRevision }: { readonly parked: number; readonly calendarRevision: number },
): Promise<string | null> {
  return await settled(
    async () => {
      const { revision, ...calendar } = await readCalendar(stack);
      const request = { as: 'calendar-editor', body: calendar, ifMatch: revision };
      const left = await ask<Foresight>(stack, '/api/deadlines/calendars?dryRun=true', request);
      const [moved] = await askDatabase<{ count: number }>(
        stack,
        'deadlines',
        `select count(*)::int as count from deadline where state->'reprojections' @> $1::jsonb`,
        [JSON.stringify([{ calendarRevision: dayOffRevision }])],
      );
      const copies = await askDatabase<{ revision: number }>(
        stack,
        'intake',
        `select max(revision) as revision from calendar where calendar_id = 'province'`,
      );
      const [taken] = await askDatabase<{ count: number }>(
        stack,
        'intake',
        `select count(*)::int as count from audit where state->>'externalCode' is not null`,
      );
      const faults = [
        ...(revision === calendarRevision ? [] : [`the calendar is at ${revision}, published as ${calendarRevision}`]),
        ...(left.moved === 0 ? [] : [`${left.moved} of ${left.examined} open deadlines stand on an older edition`]),
        ...(moved!.count > 0 ? [] : [`no deadline moved with the edition, though ${foreseen} were foreseen to`]),
        ...(copies.every((copy) => copy.revision === revision) ? [] : ['intake promises by an older edition']),
        ...(taken!.count === imported + parked
          ? []
          : [`${taken!.count} dossiers taken over, not ${imported + parked}`]),
      ];
      return faults.length === 0 ? null : faults.join('; ');
    },
    (fault) => fault === null,
  );
}
