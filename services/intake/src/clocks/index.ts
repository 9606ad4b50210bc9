// For other rooms.
export { AFTER_CLOCK_CHANGE, type AfterClockChange } from './after-clock-change.js';
export { CalendarRepository, type KeptCalendar } from './calendar.repository.js';
export { DeadlineRepository } from './deadline.repository.js';
// What runs.
export { AwaitCalendar } from './await-calendar.js';
export { CalendarEditionEntity } from './calendar-edition.entity.js';
export { KeepCalendarWhenPublished } from './keep-calendar-when-published.consumer.js';
export { KeepDeadlineWhenItChanges } from './keep-deadline-when-it-changes.consumer.js';
export { KeepDeadline } from './keep-deadline.js';
