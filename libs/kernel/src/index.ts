export { AppError, AppErrorKind, type AppErrorOptions, type Retryable } from './app-error.js';
export { assertNever } from './assert-never.js';
export { CLOCK, systemClock, type Clock } from './clock.js';
export { isUuid, newDossierId, newEventId, uuidv7, type Branded, type DossierId, type EventId } from './ids.js';
export { addLocalDays, localDayOf, localInstant, startOfLocalDay, toLocalIso, type LocalDay } from './local-day.js';
export { Loop, type LoopOptions } from './loop.js';
export { backoffMs, isGivenUp, rest, retried, type RetryOptions, type RetryPolicy } from './retry.js';
export { parseKeyRing, seal, unseal, type KeyRing } from './secret-box.js';
export { ThrottledLine } from './throttled-line.js';
