/** "2023", "2023-05" or "2023-05-17", in the province's local time. */
export type Period = string;

export type Grain = 'year' | 'month' | 'day';

const lengthOf = { year: 4, month: 7, day: 10 } as const;
const provinceOffsetMs = 7 * 3_600_000;

/** The local day of the province (UTC+7, no summer time). */
export function localDay(now: number): string {
  return new Date(now + provinceOffsetMs).toISOString().slice(0, 10);
}

export function grainOf(period: Period): Grain {
  return period.length === 4 ? 'year' : period.length === 7 ? 'month' : 'day';
}

/** A period that exists in the calendar, or null. */
export function parsePeriod(text: string | null): Period | null {
  if (text === null || !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return null;
  const first = firstDay(text);
  const at = new Date(`${first}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === first ? text : null;
}

/** True for a period that has not begun on `today`. */
export function isFuture(period: Period, today: string): boolean {
  return period > today.slice(0, period.length);
}

export function stepPeriod(period: Period, steps: number): Period {
  const at = new Date(`${firstDay(period)}T00:00:00Z`);
  if (period.length === lengthOf.year) at.setUTCFullYear(at.getUTCFullYear() + steps);
  else if (period.length === lengthOf.month) at.setUTCMonth(at.getUTCMonth() + steps);
  else at.setUTCDate(at.getUTCDate() + steps);
  return at.toISOString().slice(0, period.length);
}

/** The same period, wider or narrower; a narrower one is today's if it lies inside, else the last. */
export function withGrain(period: Period, grain: Grain, today: string): Period {
  const length = lengthOf[grain];
  if (length <= period.length) return period.slice(0, length);
  const last = today.startsWith(period) ? today : lastDay(period);
  return last.slice(0, length);
}

export function periodLabel(period: Period): string {
  const [year, month, day] = period.split('-');
  if (month === undefined) return `Năm ${year}`;
  if (day === undefined) return `Tháng ${Number(month)}/${year}`;
  return `Ngày ${day}/${month}/${year}`;
}

function firstDay(period: Period): string {
  return period + '-01-01'.slice(period.length - 4);
}

function lastDay(period: Period): string {
  return stepPeriod(firstDay(stepPeriod(period, 1)), -1);
}
