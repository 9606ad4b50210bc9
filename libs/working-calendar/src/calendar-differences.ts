import { addLocalDays, localDayOf, startOfLocalDay, type LocalDay } from '@motcua/kernel/portable';
import { holdsDayOf } from './calendar-bounds.js';
import type { CalendarDefinition, ScheduleDefinition } from './calendar-definition.js';
import { scheduleOn } from './calendar-faults.js';
import type { WorkingCalendar } from './working-calendar.js';

/**
 * What differs between two editions of a calendar for the days from `from` to `to`, both included, one sentence a rule in
 * order of its first day: the entry or the schedule, its source, and whether it is new, gone or changed. These are the
 * rules that can have moved an instant computed within those days.
 */
export function calendarDifferences(
  before: CalendarDefinition,
  after: CalendarDefinition,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly string[] {
  const first = localDayOf(from);
  const last = localDayOf(to);
  return [...entryDifferences(before, after, first, last), ...scheduleDifferences(before, after, first, last)];
}

/**
 * What an edition says otherwise of the days up to `last`, one sentence a rule as {@link calendarDifferences}, and the
 * years among them that are new. Empty: it leaves the past as it was. Promises were made by those days.
 */
export function pastDifferences(
  before: CalendarDefinition,
  after: CalendarDefinition,
  last: LocalDay,
): readonly string[] {
  const held = new Set(before.years.map(({ year }) => year));
  const thisYear = Number(last.slice(0, 4));
  const past = after.years.map(({ year }) => year).filter((year) => year <= thisYear);
  const added = past.filter((year) => !held.has(year)).toSorted((one, other) => one - other);
  const first = `${Math.min(thisYear, ...past, ...held)}-01-01`;
  return [
    ...added.map((year) => `${year} is new`),
    ...entryDifferences(before, after, first, last),
    ...scheduleDifferences(before, after, first, last),
  ];
}

/** The last day on which work has begun by now, or that is over: today from its first working minute on. */
export function lastDayBegun(calendar: WorkingCalendar, now: Date): LocalDay {
  const today = localDayOf(now);
  const hasBegun = holdsDayOf(calendar, now) && calendar.workingTimeBetween(startOfLocalDay(today), now) > 0;
  return hasBegun ? today : addLocalDays(today, -1);
}

function entryDifferences(
  before: CalendarDefinition,
  after: CalendarDefinition,
  first: LocalDay,
  last: LocalDay,
): string[] {
  const [old, fresh] = [before, after].map(
    ({ years }) => new Map(years.flatMap(({ entries }) => entries).map((entry) => [entry.date, entry])),
  ) as [Map<LocalDay, Entry>, Map<LocalDay, Entry>];
  const days = [...new Set([...old.keys(), ...fresh.keys()])].filter((day) => day >= first && day <= last).toSorted();
  return days.flatMap((day) => {
    const [was, is] = [old.get(day), fresh.get(day)];
    if (was?.kind === is?.kind) return [];
    return is ? [`${day} is ${is.kind}: ${is.source}`] : [`${day} is no longer ${was!.kind}: ${was!.source}`];
  });
}

type Entry = CalendarDefinition['years'][number]['entries'][number];

/** Schedules that come into force, or are in force otherwise, within the days. */
function scheduleDifferences(
  before: CalendarDefinition,
  after: CalendarDefinition,
  first: LocalDay,
  last: LocalDay,
): string[] {
  const found = new Set<string>();
  for (let day = first; day <= last; day = addLocalDays(day, 1)) {
    const is = scheduleOn(after.schedules, day);
    if (sessionsText(scheduleOn(before.schedules, day)) !== sessionsText(is)) {
      found.add(`the sessions of the schedule from ${is?.validFrom ?? 'none'} hold: ${sessionsText(is)}`);
    }
  }
  return [...found];
}

function sessionsText(schedule: ScheduleDefinition | undefined): string {
  return (schedule?.sessions ?? [])
    .map(({ weekday, from, to }) => `${weekday} ${from}-${to}`)
    .toSorted()
    .join(', ');
}
