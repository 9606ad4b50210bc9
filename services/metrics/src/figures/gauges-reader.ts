import { LIVE_SCHEMA, type Query } from '../projection/index.js';
import { dayOf, dayText, type Instant, startOfDay } from '../time/index.js';
import { EVERY_PARTITION } from './figures-reader.js';

/** The state of work now. */
export interface Gauges {
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly suspended: number;
  /** Of the suspended: overdue on record when the stop was entered that stands. They are not among the overdue. */
  readonly suspendedOverdue: number;
  /** Clocks whose due instant cannot be computed yet, of open dossiers and of completed ones that are not judged for it. */
  readonly parked: number;
  /** Submitted in effect and neither accepted nor refused, at the receiving agency. */
  readonly unanswered: number;
  /** When the one of these that waits longest took effect; null: there is none. */
  readonly unansweredSince: string | null;
}

export const noGauges: Gauges = {
  open: 0,
  overdue: 0,
  dueSoon: 0,
  suspended: 0,
  suspendedOverdue: 0,
  parked: 0,
  unanswered: 0,
  unansweredSince: null,
};

const earliest = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;

export const addGauges = (one: Gauges, other: Gauges): Gauges => ({
  open: one.open + other.open,
  overdue: one.overdue + other.overdue,
  dueSoon: one.dueSoon + other.dueSoon,
  suspended: one.suspended + other.suspended,
  suspendedOverdue: one.suspendedOverdue + other.suspendedOverdue,
  parked: one.parked + other.parked,
  unanswered: one.unanswered + other.unanswered,
  unansweredSince: earliest(one.unansweredSince, other.unansweredSince),
});

export interface GaugesNow {
  readonly byAgency: ReadonlyMap<string, Gauges>;
  /** The next instant at which a gauge changes without any event; null when none is known. */
  readonly nextChangeAt: Instant | null;
}

/** The condition of the index `fact_running`: PostgreSQL uses it only where a query asks for all of that. */
export const RUNNING = `accepted_at is not null and completed_at is null and withdrawn_at is null and terminated_at is null
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

const SUSPENDED_OVERDUE = `
  select settling_agency as agency, count(*)::int4 as count from ${LIVE_SCHEMA}.fact
  where open_stop_recorded_at > overdue_from and paused_since is not null and accepted_at is not null
    and num_nonnulls(completed_at, withdrawn_at, terminated_at, voided_at) = 0
  group by settling_agency`;
const PARKED = `
  select settling_agency as agency, count(*)::int4 as count from ${LIVE_SCHEMA}.fact
  where parked_since is not null and accepted_at is not null
    and num_nonnulls(withdrawn_at, terminated_at, voided_at) = 0
  group by settling_agency`;
const UNANSWERED = `
  select receiving_agency as agency, count(*)::int4 as count, min(effective_submitted_at) as since
  from ${LIVE_SCHEMA}.fact
  where effective_submitted_at is not null
    and num_nonnulls(accepted_at, refused_at, withdrawn_at, terminated_at, voided_at) = 0
  group by receiving_agency`;

interface FlowsRow {
  readonly agency: string;
  readonly open: number;
  readonly suspended: number;
  readonly overdue: number;
}

interface CountRow {
  readonly agency: string;
  readonly count: number;
}

interface DueAhead {
  readonly agency: string;
  readonly today: number;
  readonly dueSoon: number;
  readonly nextDue: Date;
  readonly nextDueSoon: Date | null;
}

const byAgencyOf = <Row extends { readonly agency: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.agency, row]));

/**
 * Gauges at `now`: sums of the flows of all days, less what begins to be overdue on later days (counted ahead, see
 * `contributions`) and later today (from the facts' index of running clocks).
 */
export async function readGauges(query: Query, now: Instant): Promise<GaugesNow> {
  const today = dayOf(now);
  const flows = byAgencyOf(await query<FlowsRow>(FLOWS));
  const later = byAgencyOf(await query<{ agency: string; ahead: number }>(BEGIN_ON_LATER_DAYS, [dayText(today)]));
  const dueAhead = await query<DueAhead>(DUE_AHEAD, [new Date(now), new Date(startOfDay(today + 1))]);
  const due = byAgencyOf(dueAhead);
  const suspendedOverdue = byAgencyOf(await query<CountRow>(SUSPENDED_OVERDUE));
  const parked = byAgencyOf(await query<CountRow>(PARKED));
  const unanswered = byAgencyOf(await query<CountRow & { readonly since: Date }>(UNANSWERED));
  const agencies = new Set([...flows.keys(), ...parked.keys(), ...unanswered.keys()]);
  const byAgency = new Map(
    [...agencies].map((agency) => {
      const { open, suspended, overdue } = flows.get(agency) ?? noGauges;
      const notYet = (later.get(agency)?.ahead ?? 0) + (due.get(agency)?.today ?? 0);
      const gauges: Gauges = {
        open,
        overdue: overdue - notYet,
        dueSoon: due.get(agency)?.dueSoon ?? 0,
        suspended,
        suspendedOverdue: suspendedOverdue.get(agency)?.count ?? 0,
        parked: parked.get(agency)?.count ?? 0,
        unanswered: unanswered.get(agency)?.count ?? 0,
        unansweredSince: unanswered.get(agency)?.since.toISOString() ?? null,
      };
      return [agency, gauges];
    }),
  );
  // A dossier is overdue from the millisecond after its due instant.
  const changes = dueAhead.flatMap(({ nextDue, nextDueSoon }) => [
    nextDue.getTime() + 1,
    ...(nextDueSoon ? [nextDueSoon.getTime()] : []),
  ]);
  return { byAgency, nextChangeAt: changes.length > 0 ? Math.min(...changes) : null };
}
