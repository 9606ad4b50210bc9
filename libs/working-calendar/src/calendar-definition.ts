import type { LocalDay } from '@motcua/kernel/portable';

/** One stretch of work on an ISO weekday (1 = Monday, 7 = Sunday), local wall-clock times `HH:MM`. */
export interface SessionDefinition {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
}

/** The weekly sessions in force from `validFrom` until the day before the next schedule. */
export interface ScheduleDefinition {
  readonly validFrom: LocalDay;
  readonly sessions: readonly SessionDefinition[];
}

/** `PROVISIONAL`: not decreed yet; everything computed from such a year is marked provisional. */
export type YearStatus = 'SIGNED' | 'PROVISIONAL';

/**
 * `OFF` beats a weekday, and on a weekend says that the day is a holiday and no plain weekend; `MAKEUP` beats a weekend and
 * works Monday's sessions of the schedule in force.
 */
export type EntryKind = 'OFF' | 'MAKEUP';

export interface CalendarEntry {
  readonly date: LocalDay;
  readonly kind: EntryKind;
  /** The document or rule that makes the day what it is. */
  readonly source: string;
}

/** The deviations of one year from the weekly schedule. A year without entries is still a known year. */
export interface YearDefinition {
  readonly year: number;
  readonly status: YearStatus;
  readonly entries: readonly CalendarEntry[];
}

/** A working calendar as data: the same shape as the published `CalendarStateV1`. Order within lists has no meaning. */
export interface CalendarDefinition {
  readonly calendarId: string;
  readonly schedules: readonly ScheduleDefinition[];
  readonly years: readonly YearDefinition[];
}
