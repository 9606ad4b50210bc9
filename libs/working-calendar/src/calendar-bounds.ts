import { localDayOf, type LocalDay } from '@motcua/kernel/portable';
import type { WorkingCalendar } from './working-calendar.js';

export const firstDayOf = ({ firstYear }: WorkingCalendar): LocalDay => `${firstYear}-01-01`;
export const lastDayOf = ({ lastYear }: WorkingCalendar): LocalDay => `${lastYear}-12-31`;

/** Whether the local day of an instant lies in a year that the calendar holds: no time can be counted in any other one. */
export function holdsDayOf({ firstYear, lastYear }: WorkingCalendar, at: Date): boolean {
  const year = Number(localDayOf(at).slice(0, 4));
  return firstYear !== null && lastYear !== null && firstYear <= year && year <= lastYear;
}

/** `calendar "province", which holds 2023-01-01 to 2027-12-31` */
export const calendarText = (calendar: WorkingCalendar): string =>
  calendar.firstYear === null
    ? `calendar "${calendar.calendarId}", which holds no year`
    : `calendar "${calendar.calendarId}", which holds ${firstDayOf(calendar)} to ${lastDayOf(calendar)}`;
