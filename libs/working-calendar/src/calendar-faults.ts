import type {
  CalendarDefinition,
  ScheduleDefinition,
  SessionDefinition,
  YearDefinition,
} from './calendar-definition.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const MONDAY = 1;

/** Every fault of a definition as one sentence each, naming the value; empty when it is sound. */
export function calendarFaults(definition: CalendarDefinition): readonly string[] {
  return [
    ...duplicates(definition.schedules.map((schedule) => schedule.validFrom)).map(
      (day) => `Two schedules are valid from ${day}.`,
    ),
    ...definition.schedules.flatMap(scheduleFaults),
    ...duplicates(definition.years.map((year) => String(year.year))).map((year) => `Year ${year} is given twice.`),
    ...definition.years.flatMap(yearFaults),
    ...coverageFaults(definition),
    ...makeupFaults(definition),
  ];
}

/** The schedule in force on a day, or undefined before the first one. */
export function scheduleOn(schedules: readonly ScheduleDefinition[], day: string): ScheduleDefinition | undefined {
  let inForce: ScheduleDefinition | undefined;
  for (const schedule of schedules) {
    const started = schedule.validFrom <= day;
    if (started && (inForce === undefined || schedule.validFrom > inForce.validFrom)) inForce = schedule;
  }
  return inForce;
}

function scheduleFaults({ validFrom, sessions }: ScheduleDefinition): string[] {
  const faults = isDay(validFrom) ? [] : [`Schedule start "${validFrom}" is not a day of the calendar.`];
  const sound = sessions.filter((session) => sessionFault(session) === undefined);
  for (const session of sessions) {
    const fault = sessionFault(session);
    if (fault !== undefined) faults.push(`Schedule ${validFrom}: ${fault}`);
  }
  const sorted = sound.toSorted((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from));
  sorted.forEach((session, index) => {
    const next = sorted[index + 1];
    if (next?.weekday === session.weekday && next.from < session.to) {
      faults.push(`Schedule ${validFrom}: sessions ${describe(session)} and ${describe(next)} overlap.`);
    }
  });
  return faults;
}

function sessionFault(session: SessionDefinition): string | undefined {
  if (!Number.isInteger(session.weekday) || session.weekday < 1 || session.weekday > 7) {
    return `weekday ${session.weekday} is unknown; use 1 (Monday) to 7 (Sunday).`;
  }
  if (!TIME.test(session.from) || !TIME.test(session.to))
    return `session ${describe(session)} must read HH:MM to HH:MM.`;
  if (session.from >= session.to) return `session ${describe(session)} must end after it begins.`;
  return undefined;
}

function yearFaults({ year, entries }: YearDefinition): string[] {
  return [
    ...duplicates(entries.map((entry) => entry.date)).map((date) => `Year ${year}: ${date} is given twice.`),
    ...entries
      .filter((entry) => !isDay(entry.date))
      .map((entry) => `Year ${year}: "${entry.date}" is not a day of the calendar.`),
    ...entries
      .filter((entry) => isDay(entry.date) && !entry.date.startsWith(`${year}-`))
      .map((entry) => `Year ${year}: ${entry.date} lies outside its year.`),
  ];
}

/** Every known day needs a schedule: a year that begins before the first schedule would have none for a while. */
function coverageFaults({ schedules, years }: CalendarDefinition): string[] {
  return years
    .filter(({ year }) => scheduleOn(schedules, `${year}-01-01`) === undefined)
    .map(({ year }) => `Year ${year} begins before any schedule is valid.`);
}

function makeupFaults({ schedules, years }: CalendarDefinition): string[] {
  return years
    .flatMap((year) => year.entries)
    .filter((entry) => entry.kind === 'MAKEUP')
    .filter(({ date }) => !scheduleOn(schedules, date)?.sessions.some((session) => session.weekday === MONDAY))
    .map(({ date }) => `Make-up day ${date} has no Monday sessions to work.`);
}

function duplicates(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

function isDay(text: string): boolean {
  const time = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const describe = (session: SessionDefinition): string => `${session.from}-${session.to} on weekday ${session.weekday}`;
