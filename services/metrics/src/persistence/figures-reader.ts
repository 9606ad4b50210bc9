import type { IndicatorId, Targets } from '../domain/indicators.js';
import { dayOf, dayText, startOfDay, type Instant } from '../domain/local-calendar.js';
import type { Counts } from '../domain/measures.js';
import type { Period } from '../domain/period.js';
import { measureColumns } from './counter-store.js';
import type { Query } from './progress-store.js';
import { LIVE_SCHEMA } from './projection-schema.js';

/** The state of work now. */
export interface Gauges {
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly suspended: number;
}

export const noGauges: Gauges = { open: 0, overdue: 0, dueSoon: 0, suspended: 0 };

export interface GaugesNow {
  readonly byAgency: ReadonlyMap<string, Gauges>;
  /** The next instant at which a gauge changes without any event; null when none is known. */
  readonly nextChangeAt: Instant | null;
}

const SUMS = measureColumns.map((column) => `sum(${column})::int4`).join(', ');
/** The keys begin with the partition; naming all of them lets one index serve reads over all partitions. */
const EVERY_PARTITION = `partition = any (array(select partition from ${LIVE_SCHEMA}.progress))`;
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

/** The condition of the index `fact_running`: PostgreSQL uses it only where a query asks for all of that. */
const RUNNING = `accepted_at is not null and completed_at is null and withdrawn_at is null and terminated_at is null
  and voided_at is null and paused_since is null and current_due_at is not null`;

const FLOWS = `
  select agency, sum(opened - closed)::int4 as open, sum(suspended - resumed)::int4 as suspended,
    sum(overdue_began - overdue_ended)::int4 as overdue
  from ${LIVE_SCHEMA}.counter_agency_year group by agency`;
const BEGIN_ON_LATER_DAYS = `
  select agency, sum(overdue_began)::int4 as ahead from ${LIVE_SCHEMA}.counter_agency_day
  where ${EVERY_PARTITION} and day > $1::date and overdue_began <> 0 group by agency`;
const DUE_AHEAD = `
  select settling_agency as agency,
    count(*) filter (where current_due_at < $2)::int4 as today,
    count(*) filter (where due_soon_at <= $1)::int4 as "dueSoon",
    min(current_due_at) as "nextDue",
    min(due_soon_at) filter (where due_soon_at > $1) as "nextDueSoon"
  from ${LIVE_SCHEMA}.fact where ${RUNNING} and current_due_at >= $1 group by settling_agency`;

interface DueAhead {
  readonly agency: string;
  readonly today: number;
  readonly dueSoon: number;
  readonly nextDue: Date;
  readonly nextDueSoon: Date | null;
}

/**
 * Gauges at `now`: sums of the flows of all days, less what begins to be overdue on later days (counted ahead, see
 * `contributions`) and later today (from the facts' index of running clocks).
 */
export async function readGauges(query: Query, now: Instant): Promise<GaugesNow> {
  const today = dayOf(now);
  const flows = await query<{ agency: string; open: number; suspended: number; overdue: number }>(FLOWS);
  const later = await query<{ agency: string; ahead: number }>(BEGIN_ON_LATER_DAYS, [dayText(today)]);
  const dueAhead = await query<DueAhead>(DUE_AHEAD, [new Date(now), new Date(startOfDay(today + 1))]);
  const aheadOf = new Map(later.map(({ agency, ahead }) => [agency, ahead]));
  const dueOf = new Map(dueAhead.map((due) => [due.agency, due]));
  const byAgency = new Map(
    flows.map(({ agency, open, suspended, overdue }) => {
      const due = dueOf.get(agency);
      const notYet = (aheadOf.get(agency) ?? 0) + (due?.today ?? 0);
      return [agency, { open, suspended, overdue: overdue - notYet, dueSoon: due?.dueSoon ?? 0 }] as const;
    }),
  );
  // A dossier is overdue from the millisecond after its due instant.
  const changes = dueAhead.flatMap(({ nextDue, nextDueSoon }) => [
    nextDue.getTime() + 1,
    ...(nextDueSoon ? [nextDueSoon.getTime()] : []),
  ]);
  return { byAgency, nextChangeAt: changes.length > 0 ? Math.min(...changes) : null };
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
