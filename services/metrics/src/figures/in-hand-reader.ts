import { LIVE_SCHEMA, type Query } from '../projection/index.js';
import { dayOf, dayText, type Instant, type Period, startOfDay, yearOf } from '../time/index.js';
import { EVERY_PARTITION } from './figures-reader.js';
import { RUNNING } from './gauges-reader.js';

/** Dossiers in hand in a period: carried over into it or accepted in it; and those of them that are late at its end. */
export interface InHand {
  readonly inHand: number;
  readonly late: number;
}

/**
 * Years before $1 as a whole and the days of that year, up to the day $3; what ended before the day $2, in the year $5, is
 * taken off again.
 */
const STOCKS = `
  with moved as (
    select year < $1 or day <= $3::date as reached, year < $5 or day < $2::date as gone_before,
      opened, closed, overdue_began - late_already + late_by_second_supplement as late, late_closed
    from (
      select year, null::date as day, agency, opened, closed, overdue_began, late_already, late_by_second_supplement,
        late_closed
      from ${LIVE_SCHEMA}.counter_agency_year where ${EVERY_PARTITION} and year < $1
      union all
      select $1, day, agency, opened, closed, overdue_began, late_already, late_by_second_supplement, late_closed
      from ${LIVE_SCHEMA}.counter_agency_day
      where ${EVERY_PARTITION} and day between make_date($1, 1, 1) and $3::date
    ) as flows where $4::text is null or agency = $4
  )
  select (coalesce(sum(opened) filter (where reached), 0) - coalesce(sum(closed) filter (where gone_before), 0))::int4
      as "inHand",
    (coalesce(sum(late) filter (where reached), 0) - coalesce(sum(late_closed) filter (where gone_before), 0))::int4
      as late
  from moved`;

/** Counted ahead on today, and not late yet. */
const LATE_LATER_TODAY = `
  select count(*)::int4 as count from ${LIVE_SCHEMA}.fact
  where ${RUNNING} and current_due_at >= $1 and current_due_at < $2 and second_supplement_at is null
    and ($3::text is null or settling_agency = $3)`;

/** What was in hand in a period, as it stood at its end, or stands at `now` while it lasts. `query` reads one snapshot. */
export async function readInHand(
  query: Query,
  options: { readonly period: Period; readonly agency: string | null; readonly now: Instant },
): Promise<InHand> {
  const { period, agency, now } = options;
  const today = dayOf(now);
  const lastDay = Math.min(period.lastDay, today);
  const isWholeYear = period.year !== null && lastDay === period.lastDay;
  const [stocks] = await query<InHand>(STOCKS, [
    yearOf(lastDay) + (isWholeYear ? 1 : 0),
    dayText(period.firstDay),
    dayText(lastDay),
    agency,
    yearOf(period.firstDay),
  ]);
  if (lastDay < today) return stocks!;
  const [ahead] = await query<{ count: number }>(LATE_LATER_TODAY, [
    new Date(now),
    new Date(startOfDay(today + 1)),
    agency,
  ]);
  return { inHand: stocks!.inHand, late: stocks!.late - ahead!.count };
}
