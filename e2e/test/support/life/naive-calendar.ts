import type { TimeLimit } from '@motcua/contracts';

/** Local minutes since 2024-01-01 00:00, a Monday. */
export type Minute = number;
/** Local days since 2024-01-01. */
export type Day = number;

const DAY = 1_440;
const EPOCH_MS = Date.parse('2024-01-01T00:00:00+07:00');

export const isoOf = (minute: Minute): string => new Date(EPOCH_MS + minute * 60_000).toISOString();
export const minuteOf = (instant: Date | string): Minute => (new Date(instant).getTime() - EPOCH_MS) / 60_000;
export const dayText = (day: Day): string => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
const dayOf = (minute: Minute): Day => Math.floor(minute / DAY);
const dayFrom = (text: string): Day => (Date.parse(text) - Date.UTC(2024, 0, 1)) / 86_400_000;

/** A calendar as two heaps of days; what is in neither works from Monday to Friday. */
export interface NaiveCalendar {
  readonly off: ReadonlySet<Day>;
  readonly makeup: ReadonlySet<Day>;
}

const days = (year: number, text: string): Day[] => text.split(' ').map((day) => dayFrom(`${year}-${day}`));

/** The national dates of 2024 and 2025, copied by hand from the published table. */
export const published: NaiveCalendar = {
  off: new Set([
    ...days(2024, '01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03'),
    ...days(2025, '01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02'),
  ]),
  makeup: new Set([...days(2024, '05-04'), ...days(2025, '04-26')]),
};

/** The calendar with one day turned round: a declared day becomes plain, a weekday off, a day of the weekend made up. */
export function turned({ off, makeup }: NaiveCalendar, day: Day): NaiveCalendar {
  const without = { off: new Set([...off].filter((each) => each !== day)), makeup: new Set(makeup) };
  without.makeup.delete(day);
  if (off.has(day) || makeup.has(day)) return without;
  return day % 7 < 5
    ? { ...without, off: new Set([...without.off, day]) }
    : { ...without, makeup: new Set([...without.makeup, day]) };
}

function worksOn({ off, makeup }: NaiveCalendar, day: Day): boolean {
  return makeup.has(day) || (day % 7 < 5 && !off.has(day));
}

/** Whether the minute that begins here is one of work: 07:00-11:30 and 13:30-17:00. */
function works(calendar: NaiveCalendar, minute: Minute): boolean {
  const time = minute % DAY;
  return ((time >= 420 && time < 690) || (time >= 810 && time < 1_020)) && worksOn(calendar, dayOf(minute));
}

/** Whether people can be at the counter at an instant: while there is work, and as it ends. */
export const atWork = (calendar: NaiveCalendar, instant: Minute): boolean =>
  works(calendar, instant) || works(calendar, instant - 1);

/** The instant itself while there is work, else the next opening. */
export function nextWork(calendar: NaiveCalendar, instant: Minute): Minute {
  let minute = instant;
  while (!works(calendar, minute)) minute += 1;
  return minute;
}

export function afterWork(calendar: NaiveCalendar, start: Minute, amount: number): Minute {
  let minute = start;
  for (let left = amount; left > 0; minute += 1) if (works(calendar, minute)) left -= 1;
  return minute;
}

export function beforeWork(calendar: NaiveCalendar, end: Minute, amount: number): Minute {
  let minute = end;
  for (let left = amount; left > 0;) {
    minute -= 1;
    if (works(calendar, minute)) left -= 1;
  }
  return minute;
}

export function workBetween(calendar: NaiveCalendar, from: Minute, to: Minute): number {
  let worked = 0;
  for (let minute = from; minute < to; minute += 1) if (works(calendar, minute)) worked += 1;
  return worked;
}

/** Working days after the day of one instant up to the day of another. */
export function workingDaysBetween(calendar: NaiveCalendar, from: Minute, to: Minute): number {
  let count = 0;
  for (let day = dayOf(from) + 1; day <= dayOf(to); day += 1) if (worksOn(calendar, day)) count += 1;
  return count;
}

/** When a limit that begins at an instant has run out. */
export function limitEnd(calendar: NaiveCalendar, start: Minute, limit: TimeLimit): Minute {
  const { amount, unit, countingMode, cutOff } = limit;
  const closing = (day: Day): Minute => day * DAY + 1_020;
  if (unit === 'HOUR') return afterWork(calendar, start, amount * 60);
  if (unit === 'HALF_DAY') return afterWork(calendar, start, amount * 240);
  if (unit === 'WORKING_DAY' && countingMode === 'HOUR_EXACT') return afterWork(calendar, start, amount * 480);
  if (unit === 'WORKING_DAY') {
    let day = dayOf(start);
    const [hours = 0, minutes = 0] = (cutOff ?? '').split(':').map(Number);
    const countsItself = cutOff !== null && worksOn(calendar, day) && start % DAY <= hours * 60 + minutes;
    for (let left = countsItself ? amount - 1 : amount; left > 0;) {
      day += 1;
      if (worksOn(calendar, day)) left -= 1;
    }
    return closing(day);
  }
  let day = lastCalendarDay(calendar, dayOf(start), limit);
  while (!worksOn(calendar, day)) day += 1;
  return countingMode === 'DAY_END' ? closing(day) : inSession(calendar, day * DAY + (start % DAY));
}

function lastCalendarDay(calendar: NaiveCalendar, first: Day, { amount, unit, skipHolidays }: TimeLimit): Day {
  if (unit === 'MONTH') {
    const [year = 0, month = 0, day = 0] = dayText(first).split('-').map(Number);
    const sameDay = dayFrom(new Date(Date.UTC(year, month - 1 + amount, day)).toISOString().slice(0, 10));
    const lastOfMonth = dayFrom(new Date(Date.UTC(year, month + amount, 0)).toISOString().slice(0, 10));
    return Math.min(sameDay, lastOfMonth);
  }
  let day = first;
  for (let left = amount; left > 0;) {
    day += 1;
    if (!skipHolidays || !calendar.off.has(day)) left -= 1;
  }
  return day;
}

/** The same time of day while there is work; before the opening the opening, else back to when work ended. */
function inSession(calendar: NaiveCalendar, wanted: Minute): Minute {
  let minute = Math.max(wanted, dayOf(wanted) * DAY + 420);
  while (!works(calendar, minute) && !works(calendar, minute - 1)) minute -= 1;
  return minute;
}

/** The beginning of the half day in which an instant falls; of one outside work, of the half day before it on that day. */
export function halfDayStart(calendar: NaiveCalendar, instant: Minute): Minute {
  if (works(calendar, instant) && !works(calendar, instant - 1)) return instant;
  const midnight = dayOf(instant) * DAY;
  let minute = instant;
  while (minute > midnight && !works(calendar, minute - 1)) minute -= 1;
  if (minute === midnight) return instant;
  while (works(calendar, minute - 1)) minute -= 1;
  return minute;
}
