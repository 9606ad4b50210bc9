export type {
  CalendarDefinition,
  CalendarEntry,
  EntryKind,
  ScheduleDefinition,
  SessionDefinition,
  YearDefinition,
  YearStatus,
} from './calendar-definition.js';
export {
  anyProvisional,
  dueAt,
  WORKING_DAY_MS,
  type CountingMode,
  type DueInstant,
  type TimeLimit,
  type TimeLimitUnit,
} from './due-at.js';
export { calendarDifferences, lastDayBegun, pastDifferences } from './calendar-differences.js';
export { dueSoonAt } from './due-soon-at.js';
export { judge, type Outcome } from './judge.js';
export { dueAfterPause, shiftByPause, type ClockPolicy, type Pause, type PausedClock } from './pause.js';
export { calendarText, firstDayOf, holdsDayOf, lastDayOf } from './calendar-bounds.js';
export { requirePromisable, type PromiseBounds } from './promised-instant.js';
export { provinceCalendar } from './province-calendar.js';
export { isWorkingMoment, nearestMoments, type NearestMoments } from './working-moment.js';
export { compileCalendar, type WorkingCalendar, type WorkingSession } from './working-calendar.js';
