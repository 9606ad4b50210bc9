/** What runs in a browser as well: nothing of Node. */
export { AppError, AppErrorKind, type AppErrorOptions, type Retryable } from './app-error.js';
export { assertNever } from './assert-never.js';
export { addLocalDays, localDayOf, localInstant, startOfLocalDay, toLocalIso, type LocalDay } from './local-day.js';
