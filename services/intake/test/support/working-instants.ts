import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';

const calendar = compileCalendar(provinceCalendar);
const DAY_MS = 24 * 3_600_000;

/** An instant in working time, so many days from now or a little later; to the whole minute. */
export function workingInstantIn(days: number): Date {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  return calendar.startOfClock(new Date(minute + days * DAY_MS));
}
