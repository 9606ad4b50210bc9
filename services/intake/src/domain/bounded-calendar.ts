import { localDayOf, type LocalDay } from '@motcua/kernel';
import type { WorkingCalendar } from '@motcua/working-calendar';

/** A calendar and the years that it holds: no time can be counted in any other one. */
export interface BoundedCalendar {
  readonly calendar: WorkingCalendar;
  /** In order; at least one. */
  readonly years: readonly number[];
}

export const firstDayOf = ({ years }: BoundedCalendar): LocalDay => `${years[0]}-01-01`;
export const lastDayOf = ({ years }: BoundedCalendar): LocalDay => `${years.at(-1)}-12-31`;

/** Whether the local day of an instant lies in a year that the calendar holds. */
export const holdsDayOf = ({ years }: BoundedCalendar, at: Date): boolean =>
  years.includes(Number(localDayOf(at).slice(0, 4)));

/** `calendar "province", which holds 2023-01-01 to 2027-12-31` */
export const calendarText = (bounded: BoundedCalendar): string =>
  `calendar "${bounded.calendar.calendarId}", which holds ${firstDayOf(bounded)} to ${lastDayOf(bounded)}`;
