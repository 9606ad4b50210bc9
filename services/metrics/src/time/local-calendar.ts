/**
 * Local days as numbers: the fold computes some of them for every event, and an integer is all that it needs.
 * Asia/Ho_Chi_Minh is UTC+7 without daylight saving since 1975, so the offset is exact.
 */
const OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** Local days since 1970-01-01; PostgreSQL's `date '1970-01-01' + n`. */
export type DayNumber = number;

export function dayOf(instant: Instant): DayNumber {
  return Math.floor((instant + OFFSET_MS) / DAY_MS);
}

/** The instant at which a local day begins. */
export function startOfDay(day: DayNumber): Instant {
  return day * DAY_MS - OFFSET_MS;
}

export function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear();
}

/** `YYYY-MM-DD` of a day. */
export function dayText(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of `YYYY-MM-DD`; NaN when there is no such day. */
export function dayFromText(text: string): DayNumber {
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && dayText(day) === text ? day : NaN;
}
