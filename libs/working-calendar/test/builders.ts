import { localInstant } from '@motcua/kernel';
import {
  compileCalendar,
  provinceCalendar,
  type CalendarDefinition,
  type CalendarEntry,
  type CountingMode,
  type TimeLimit,
  type TimeLimitUnit,
} from '../src/index.js';

export const HOUR = 3_600_000;

export const province = compileCalendar(provinceCalendar);

/** A local instant written as `2024-01-29 10:00`. */
export function at(text: string): Date {
  const [day = '', time = ''] = text.split(' ');
  return localInstant(day, time);
}

export function limit(amount: number, unit: TimeLimitUnit, countingMode: CountingMode = 'HOUR_EXACT'): TimeLimit {
  return { amount, unit, countingMode };
}

/** A small calendar of 2024 and 2025, Monday to Friday 08:00-12:00 and 13:00-17:00, changed as the test needs. */
export function calendarOf(changes: Partial<CalendarDefinition> & { entries?: readonly CalendarEntry[] } = {}) {
  const { entries = [], ...rest } = changes;
  const sessions = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, from: '08:00', to: '12:00' },
    { weekday, from: '13:00', to: '17:00' },
  ]);
  const definition: CalendarDefinition = {
    calendarId: 'small',
    schedules: [{ validFrom: '2024-01-01', sessions }],
    years: [2024, 2025].map((year) => ({
      year,
      status: 'SIGNED',
      entries: entries.filter((entry) => entry.date.startsWith(String(year))),
    })),
    ...rest,
  };
  return definition;
}

/** What a function throws; fails when it does not throw. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}
