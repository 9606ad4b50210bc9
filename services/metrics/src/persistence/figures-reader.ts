import type { IndicatorId, Targets } from '../domain/indicators.js';
import { dayText } from '../domain/local-calendar.js';
import type { Counts } from '../domain/measures.js';
import type { Period } from '../domain/period.js';
import { measureColumns } from './counter-store.js';
import type { Query } from './progress-store.js';
import { LIVE_SCHEMA } from './projection-schema.js';

const SUMS = measureColumns.map((column) => `sum(${column})::int4`).join(', ');
/** The keys begin with the partition; naming all of them lets one index serve reads over all partitions. */
export const EVERY_PARTITION = `partition = any (array(select partition from ${LIVE_SCHEMA}.progress))`;
const OF_YEAR = `select agency, array[${SUMS}] as counts from ${LIVE_SCHEMA}.counter_agency_year
  where ${EVERY_PARTITION} and year = $1 and ($2::text is null or agency = $2) group by agency`;
const OF_DAYS = `select agency, array[${SUMS}] as counts from ${LIVE_SCHEMA}.counter_agency_day
  where ${EVERY_PARTITION} and day between $1::date and $2::date and ($3::text is null or agency = $3) group by agency`;

interface CountsRow {
  readonly agency: string;
  readonly counts: number[];
}

/** What was counted in a period, by agency; of one agency only when `agency` says so. */
export async function readCounts(query: Query, period: Period, agency: string | null): Promise<Map<string, Counts>> {
  const rows =
    period.year !== null
      ? await query<CountsRow>(OF_YEAR, [period.year, agency])
      : await query<CountsRow>(OF_DAYS, [dayText(period.firstDay), dayText(period.lastDay), agency]);
  return new Map(rows.map((row) => [row.agency, row.counts]));
}

/** Targets as they stand on the last day of a period. */
export async function readTargets(query: Query, period: Period): Promise<Targets> {
  const rows = await query<{ indicator: IndicatorId; value: string }>(
    `select distinct on (indicator) indicator, value from registers.target
     where valid_from <= $1::date order by indicator, valid_from desc`,
    [dayText(period.lastDay)],
  );
  return Object.fromEntries(rows.map(({ indicator, value }) => [indicator, Number(value)]));
}
