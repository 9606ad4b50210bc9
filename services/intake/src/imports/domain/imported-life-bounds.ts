import { calendarText, holdsDayOf, lastDayOf, type WorkingCalendar } from '@motcua/working-calendar';
import type { ImportedLife } from './imported-life.js';
import { fault, momentsOf, type ImportFault, type Moment } from './imported-life-faults.js';

/**
 * What of a life no time can be counted to or from: each instant that lies in a year that the calendar of its agency does
 * not hold, field by field.
 */
export function lifeBeyondCalendar(life: ImportedLife, calendar: WorkingCalendar): readonly ImportFault[] {
  const promised = { field: 'appointmentAt', at: life.appointmentAt };
  const limits = life.supplements.map(({ respondBy: at }, index) => ({ field: `supplements[${index}].respondBy`, at }));
  return [
    ...momentsOf(life)
      .filter(({ at }) => !holdsDayOf(calendar, new Date(at)))
      .map(({ field, at }) => beyond(field, at, calendar, '')),
    ...[promised, ...limits]
      .filter((each): each is Moment => each.at !== null && !holdsDayOf(calendar, new Date(each.at)))
      .map(({ field, at }) =>
        beyond(field, at, calendar, ` The last day that can be promised is ${lastDayOf(calendar)}.`),
      ),
  ];
}

function beyond(field: string, at: string, calendar: WorkingCalendar, more: string): ImportFault {
  const problem = `It lies outside the ${calendarText(calendar)}.${more}`;
  return fault(field, at, problem, 'Correct the instant, or have its year published first.');
}

/** The calendar of its agency is not here yet: nothing of the life could be counted. */
export function calendarNotArrived(calendarId: string): ImportFault {
  const problem = `Its calendar "${calendarId}" has not reached intake yet, so no time can be counted.`;
  return fault(
    'settlingAgency',
    null,
    problem,
    'Start the service deadlines, or have the calendar published, then import again.',
  );
}
