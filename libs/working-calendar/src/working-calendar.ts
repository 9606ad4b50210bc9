import { addLocalDays, AppError, AppErrorKind, localDayOf, localInstant, type LocalDay } from '@motcua/kernel/portable';
import type { CalendarDefinition, CalendarEntry, ScheduleDefinition, YearStatus } from './calendar-definition.js';
import { calendarFaults, scheduleOn } from './calendar-faults.js';

/** A make-up Saturday stands in for a full weekday; the decrees do not say which hours, so Monday's are taken. */
const MONDAY = 1;

/** One stretch of work on a certain day, in epoch milliseconds. */
export interface WorkingSession {
  readonly from: number;
  readonly to: number;
}

/**
 * Working-time arithmetic over one calendar, in local time (UTC+7) whatever the machine's zone. Pure: the same arguments
 * give the same answer for ever; days are computed once and remembered, so a walk costs one step a day.
 * Every operation throws AppError `calendar-year-missing` (retryable: the year may be published later) as soon as it
 * needs a day of a year that the calendar does not hold; it never assumes a plain Monday-to-Friday.
 */
export interface WorkingCalendar {
  readonly calendarId: string;
  /** The first year that it holds; what lies before it can never be computed. Null: it holds none. */
  readonly firstYear: number | null;
  /** The last year up to which it holds every year from the first on; null: it holds none. */
  readonly lastYear: number | null;
  /**
   * The instant at which `ms` of working time have passed since `start`. Time that runs out exactly at the end of a
   * session stays there: it never rolls to the next opening. Zero returns `start` itself, also outside a session.
   * @throws AppError `working-time-invalid` unless `ms` is a whole number of milliseconds, zero or more.
   */
  addWorkingTime(start: Date, ms: number): Date;
  /**
   * The latest instant that has `ms` of working time between it and `end`; time that runs out at an opening stays there.
   * Zero returns `end` itself.
   * @throws AppError `working-time-invalid` as above.
   */
  subtractWorkingTime(end: Date, ms: number): Date;
  /**
   * Working milliseconds from `from` to `to`; zero when they are equal.
   * @throws AppError `interval-reversed` when `to` is before `from`: swapped arguments must not pass as "no time".
   */
  workingTimeBetween(from: Date, to: Date): number;
  /** When a clock started by something at `at` begins to run: `at` itself in a session, else the next opening. */
  startOfClock(at: Date): Date;
  isWorkingDay(day: LocalDay): boolean;
  /** Whether the calendar declares the day off, which a day of the weekend may be as well; a plain weekend is not. */
  isDeclaredOff(day: LocalDay): boolean;
  /** Whether the day lies in a year that is not signed yet. */
  provisional(day: LocalDay): boolean;
  /** The day's sessions in order; empty on a day off. */
  sessionsOn(day: LocalDay): readonly WorkingSession[];
}

/** @throws AppError `calendar-invalid` that lists every fault of the definition together. */
export function compileCalendar(definition: CalendarDefinition): WorkingCalendar {
  const faults = calendarFaults(definition);
  if (faults.length > 0) {
    throw new AppError(`Calendar "${definition.calendarId}" is invalid: ${faults.join(' ')}`, {
      code: 'calendar-invalid',
      retryable: false,
      details: { calendarId: definition.calendarId, faults },
    });
  }
  return new CompiledCalendar(definition);
}

interface KnownYear {
  readonly status: YearStatus;
  readonly entries: ReadonlyMap<LocalDay, CalendarEntry>;
}

interface KnownDay {
  readonly sessions: readonly WorkingSession[];
  readonly provisional: boolean;
  readonly previous: LocalDay;
  readonly next: LocalDay;
}

class CompiledCalendar implements WorkingCalendar {
  readonly calendarId: string;
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  private readonly schedules: readonly ScheduleDefinition[];
  private readonly years: ReadonlyMap<number, KnownYear>;
  private readonly days = new Map<LocalDay, KnownDay>();

  constructor(definition: CalendarDefinition) {
    // A private copy: whoever changes the definition afterwards must not change what was compiled.
    const { calendarId, schedules, years } = structuredClone(definition);
    this.calendarId = calendarId;
    this.schedules = schedules;
    this.years = new Map(
      years.map(({ year, status, entries }) => [
        year,
        { status, entries: new Map(entries.map((entry) => [entry.date, entry])) },
      ]),
    );
    this.firstYear = this.years.size === 0 ? null : Math.min(...this.years.keys());
    this.lastYear = this.firstYear;
    while (this.lastYear !== null && this.years.has(this.lastYear + 1)) this.lastYear += 1;
  }

  addWorkingTime(start: Date, ms: number): Date {
    requireDuration(ms);
    const begin = start.getTime();
    let left = ms;
    for (let day = localDayOf(start); left > 0; day = this.day(day).next) {
      for (const session of this.day(day).sessions) {
        if (session.to <= begin) continue;
        const from = Math.max(session.from, begin);
        if (left <= session.to - from) return new Date(from + left);
        left -= session.to - from;
      }
    }
    return new Date(begin);
  }

  subtractWorkingTime(end: Date, ms: number): Date {
    requireDuration(ms);
    const finish = end.getTime();
    let left = ms;
    for (let day = localDayOf(end); left > 0; day = this.day(day).previous) {
      for (const session of this.day(day).sessions.toReversed()) {
        if (session.from >= finish) continue;
        const to = Math.min(session.to, finish);
        if (left <= to - session.from) return new Date(to - left);
        left -= to - session.from;
      }
    }
    return new Date(finish);
  }

  workingTimeBetween(from: Date, to: Date): number {
    if (to < from) {
      throw new AppError(`The interval ends (${to.toISOString()}) before it begins (${from.toISOString()}).`, {
        code: 'interval-reversed',
        retryable: false,
      });
    }
    const last = localDayOf(to);
    let total = 0;
    for (let day = localDayOf(from); day <= last; day = this.day(day).next) {
      for (const session of this.day(day).sessions) {
        total += Math.max(0, Math.min(session.to, to.getTime()) - Math.max(session.from, from.getTime()));
      }
    }
    return total;
  }

  startOfClock(at: Date): Date {
    for (let day = localDayOf(at); ; day = this.day(day).next) {
      const session = this.day(day).sessions.find(({ to }) => at.getTime() < to);
      if (session !== undefined) return new Date(Math.max(session.from, at.getTime()));
    }
  }

  isWorkingDay(day: LocalDay): boolean {
    return this.day(day).sessions.length > 0;
  }

  isDeclaredOff(day: LocalDay): boolean {
    return this.yearOf(day).entries.get(day)?.kind === 'OFF';
  }

  provisional(day: LocalDay): boolean {
    return this.day(day).provisional;
  }

  sessionsOn(day: LocalDay): readonly WorkingSession[] {
    return this.day(day).sessions;
  }

  private day(day: LocalDay): KnownDay {
    const known = this.days.get(day) ?? this.computeDay(day);
    this.days.set(day, known);
    return known;
  }

  private computeDay(day: LocalDay): KnownDay {
    const year = this.yearOf(day);
    const kind = year.entries.get(day)?.kind;
    const weekday = kind === 'MAKEUP' ? MONDAY : weekdayOf(day);
    const sessions = kind === 'OFF' ? [] : (scheduleOn(this.schedules, day)?.sessions ?? []);
    return {
      sessions: sessions
        .filter((session) => session.weekday === weekday)
        .map(({ from, to }) => ({ from: localInstant(day, from).getTime(), to: localInstant(day, to).getTime() }))
        .sort((a, b) => a.from - b.from),
      provisional: year.status === 'PROVISIONAL',
      previous: addLocalDays(day, -1),
      next: addLocalDays(day, 1),
    };
  }

  private yearOf(day: LocalDay): KnownYear {
    const year = Number(day.slice(0, 4));
    const known = this.years.get(year);
    if (known !== undefined) return known;
    throw new AppError(`Calendar "${this.calendarId}" has no year ${year}: publish it, then try again.`, {
      code: 'calendar-year-missing',
      kind: AppErrorKind.Unavailable,
      retryable: true,
      details: { year, calendarId: this.calendarId },
    });
  }
}

function weekdayOf(day: LocalDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function requireDuration(ms: number): void {
  if (Number.isSafeInteger(ms) && ms >= 0) return;
  throw new AppError(`Working time must be a whole number of milliseconds, zero or more; it is ${ms}.`, {
    code: 'working-time-invalid',
    retryable: false,
  });
}
