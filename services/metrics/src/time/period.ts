import { dayFromText, type DayNumber, yearOf } from './local-calendar.js';

/** A local year, month or day. */
export interface Period {
  /** As asked for: `2023`, `2023-05` or `2023-05-17`. */
  readonly text: string;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  /** Set when the period is a whole year. */
  readonly year: number | null;
}

/** Nothing is counted before or after. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2999];

const FORM = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for anything else, for days that do not exist and for years outside 1900 to 2999. */
export function parsePeriod(text: string): Period | undefined {
  const [, year, month, day] = FORM.exec(text) ?? [];
  if (year === undefined || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  const firstDay = dayFromText(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (Number.isNaN(firstDay)) return undefined;
  if (day !== undefined) return { text, firstDay, lastDay: firstDay, year: null };
  const next =
    month === undefined || month === '12'
      ? `${Number(year) + 1}-01-01`
      : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
  return { text, firstDay, lastDay: dayFromText(next) - 1, year: month === undefined ? Number(year) : null };
}

export function yearPeriodOf(day: DayNumber): Period {
  return parsePeriod(String(yearOf(day)))!;
}
