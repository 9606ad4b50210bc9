export { parseCanonicalInstant } from './instant-text.js';
export { type DayNumber, dayOf, dayText, type Instant, startOfDay, yearOf } from './local-calendar.js';
export { parsePeriod, type Period, yearPeriodOf } from './period.js';
