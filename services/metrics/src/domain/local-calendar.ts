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
/** Year and month as one number, `202305`. */
export type MonthNumber = number;

export function dayOf(instant: Instant): DayNumber {
  return Math.floor((instant + OFFSET_MS) / DAY_MS);
}

/** The instant at which a local day begins. */
export function startOfDay(day: DayNumber): Instant {
  return day * DAY_MS - OFFSET_MS;
}

/** The proleptic Gregorian month of a day (Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days). */
export function monthOf(day: DayNumber): MonthNumber {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0)) * 100 + month;
}

export function yearOf(day: DayNumber): number {
  return Math.floor(monthOf(day) / 100);
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
