import { type Counts, measureColumns } from '../measures/index.js';
import { LIVE_SCHEMA, type Query } from '../projection/index.js';
import { dayText, type Period } from '../time/index.js';

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
