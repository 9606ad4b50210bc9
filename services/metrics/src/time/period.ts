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

/** Nothing is counted before it. */
const FIRST_YEAR = 1900;

const FORM = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/;

/** Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; undefined for anything else, for days that do not exist and for years before 1900. */
export function parsePeriod(text: string): Period | undefined {
  const [, year, month, day] = FORM.exec(text) ?? [];
  if (year === undefined || Number(year) < FIRST_YEAR) return undefined;
  const firstDay = dayFromText(`${year}-${month ?? '01'}-${day ?? '01'}`);
  if (Number.isNaN(firstDay)) return undefined;
  if (day !== undefined) return { text, firstDay, lastDay: firstDay, year: null };
  const next =
    month === undefined || month === '12'
      ? `${String(Number(year) + 1).padStart(4, '0')}-01-01`
      : `${year}-${String(Number(month) + 1).padStart(2, '0')}-01`;
  const lastDay = dayFromText(next) - 1;
  return Number.isNaN(lastDay)
    ? undefined
    : { text, firstDay, lastDay, year: month === undefined ? Number(year) : null };
}

export function yearPeriodOf(day: DayNumber): Period {
  return parsePeriod(String(yearOf(day)).padStart(4, '0'))!;
}
