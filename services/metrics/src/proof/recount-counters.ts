import { measureColumns } from '../measures/index.js';
import { LIVE_SCHEMA, perSchema, type Query } from '../projection/index.js';

export type CounterFamily = 'agency-day' | 'agency-year';

/** A row of counters that does not say what the facts say. */
export interface DifferingRow {
  readonly family: CounterFamily;
  readonly agency: string;
  /** `2023-05-17` or `2023`. */
  readonly period: string;
  /** By measure. */
  readonly counted: readonly number[];
  readonly recounted: readonly number[];
}

const day = (instant: string): string => `(${instant} at time zone 'Asia/Ho_Chi_Minh')::date`;
const instantOf = (json: string): string => `to_timestamp((${json})::numeric / 1000)`;

const counts = (measure: (column: string) => string): string =>
  `array[${measureColumns.map(measure).join(', ')}]::int[]`;
const NOTHING = counts(() => '0');
const sums = counts((column) => `sum(${column})`);

/** The agency from which the first transfer was made that was entered after an instant; without one, the present agency. */
const agencyAt = (instant: string): string => `coalesce((
      select transfer ->> 'fromAgency' from jsonb_array_elements(transfers) with ordinality as moved (transfer, place)
      where ${instantOf(`transfer ->> 'recordedAt'`)} > ${instant} order by place limit 1), settling_agency)`;

/**
 * One row a count, from the facts alone. Written apart from `contributions`, and in other words: the times of being
 * overdue are found as the gaps between pauses after the due instant, and the first moment of it as the earliest of due
 * instant and resumptions at which no pause stands; whoever is late on record is found by the entry that stopped the clock
 * for good.
 */
const countedAgain = (schema: string): string => `
  heard as (
    select *, least(completed_at, withdrawn_at, terminated_at, 'infinity') as ended_at,
      ${day('accepted_at')} as accepted_on
    from ${schema}.fact where intake_revision is not null
  ), stopped as (
    select *, coalesce(
      case when completed_at < 'infinity' then completion_recorded_at else open_stop_recorded_at end,
      completed_at, end_recorded_at, nullif(least(ended_at, voided_at), 'infinity')) as stopped_on_record_at
    from heard
  ), fact as (
    select *, case when accepted_at is not null and current_due_at < ended_at then (
      select min(moment)
      from (select current_due_at union all select ${instantOf(`pause ->> 'to'`)} from jsonb_array_elements(pauses) as pause)
        as turn (moment)
      where moment >= current_due_at and moment < ended_at and not exists (
        select from jsonb_array_elements(pauses) as pause where ${instantOf(`pause ->> 'from'`)} <= moment
          and moment < coalesce(${instantOf(`pause ->> 'to'`)}, 'infinity'))
      ) end as late_since
    from stopped where voided_at is null
  ), pause as (
    select dossier_id, settling_agency, current_due_at, ended_at,
      ${instantOf(`pause ->> 'from'`)} as began_at,
      coalesce(${instantOf(`pause ->> 'to'`)}, 'infinity') as resumed_at,
      second_supplement_at
    from fact, jsonb_array_elements(pauses) as pause where accepted_at is not null
  ), gap as (
    select dossier_id, settling_agency, second_supplement_at,
      greatest(current_due_at, lag(resumed_at) over in_order) as late_from, least(began_at, ended_at) as late_to
    from (
      select * from pause where current_due_at is not null
      union all
      select dossier_id, settling_agency, current_due_at, ended_at, 'infinity', 'infinity', second_supplement_at
      from fact where accepted_at is not null and current_due_at is not null
    ) as moment
    window in_order as (partition by dossier_id order by began_at, resumed_at)
  ), late as (
    select *, min(late_from) over (partition by dossier_id) as first_late_from from gap where late_from < late_to
  ), passed_on as (
    select settling_agency, ${day('completed_at')} as settled_on,
      ${agencyAt('coalesce(overdue_from, completed_at)')} as responsible
    from fact
    where outcome is not null and transfers is not null and coalesce(completed_at > current_due_at, outcome = 'OVERDUE')
  ), entered_late as (
    select settling_agency, ${agencyAt('overdue_from')} as responsible, ${day('completed_at')} as settled_on
    from fact where outcome is not null and completed_at <= current_due_at and stopped_on_record_at > overdue_from
  ), count_of as (
    select receiving_agency as agency, accepted_on as day, 'received_' || lower(channel) as measure
    from fact where accepted_at is not null
    union all
    select receiving_agency, accepted_on, 'offered' from fact where accepted_at is not null and offered_online
    union all
    select receiving_agency, accepted_on, 'offered_submitted_online'
    from fact where accepted_at is not null and offered_online and channel = 'ONLINE'
    union all
    select settling_agency, ${day('completed_at')},
      case when coalesce(completed_at > current_due_at, outcome = 'OVERDUE') then 'settled_overdue'
        when outcome = 'EARLY' then 'settled_early' else 'settled_on_time' end
    from fact where completed_at is not null and outcome is not null
    union all
    select settling_agency, ${day('completed_at')}, 'completed' from fact where completed_at is not null
    union all
    select settling_agency, ${day('completed_at')}, 'completed_not_judged'
    from fact where completed_at is not null and outcome is null
    union all
    select settling_agency, settled_on, 'settled_recorded_late' from entered_late
    union all
    select responsible, settled_on, 'recorded_late_at_responsible' from entered_late
    union all
    select responsible, settled_on, 'overdue_left_behind' from passed_on where responsible <> settling_agency
    union all
    select settling_agency, settled_on, 'overdue_taken_over'
    from passed_on where responsible <> settling_agency
    union all
    select ${agencyAt('overdue_from')}, ${day('least(withdrawn_at, terminated_at, voided_at)')}, 'ended_overdue'
    from stopped where accepted_at is not null and num_nonnulls(withdrawn_at, terminated_at, voided_at) > 0
      and overdue_from < stopped_on_record_at
    union all
    select receiving_agency, ${day('coalesce(accepted_at, refused_at, withdrawn_at, voided_at)')}, measure
    from heard, unnest(case when waited_minutes > 8 * 60 then array['wait_known', 'waited_long'] else array['wait_known'] end)
      as measure
    where num_nonnulls(accepted_at, refused_at, withdrawn_at, voided_at) > 0 and waited_minutes is not null
    union all
    select settling_agency, ${day('first_completed_at')}, measure
    from heard, unnest(case when first_completed_at > original_due_at
      then array['first_settled'] else array['first_settled', 'settled_as_first_promised'] end) as measure
    where first_completed_at is not null and deadline_revision is not null
    union all
    select settling_agency, ${day('first_completed_at')}, 'first_settled_past_limit'
    from heard where original_due_at is null and first_completed_at > current_due_at
    union all
    select settling_agency, accepted_on, 'charged'
    from fact where accepted_at is not null and payment_status <> 'CANCELLED'
    union all
    select settling_agency, accepted_on, 'paid_online'
    from fact where accepted_at is not null and payment_status = 'SETTLED' and payment_method = 'ONLINE'
    union all
    select settling_agency, ${day(instantOf(`invitation ->> 'invitedAt'`))},
      'rated_' || lower(invitation ->> 'rating')
    from fact, jsonb_array_elements(invitations) as invitation where invitation ->> 'rating' is not null
    union all
    select settling_agency, accepted_on, 'opened' from fact where accepted_at is not null
    union all
    select settling_agency, ${day('ended_at')}, 'closed'
    from fact where accepted_at is not null and ended_at < 'infinity'
    union all
    select settling_agency, ${day('began_at')}, 'suspended' from pause where began_at < ended_at
    union all
    select settling_agency, ${day('least(resumed_at, ended_at)')}, 'resumed'
    from pause where began_at < ended_at and least(resumed_at, ended_at) < 'infinity'
    union all
    select settling_agency, ${day('late_from')}, 'overdue_began' from late
    union all
    select settling_agency, ${day('late_to')}, 'overdue_ended' from late where late_to < 'infinity'
    union all
    select settling_agency, ${day('late_from')}, 'late_already'
    from late where late_from > least(first_late_from, second_supplement_at)
    union all
    select settling_agency, ${day('second_supplement_at')}, 'late_by_second_supplement'
    from fact where accepted_at is not null and second_supplement_at < least(late_since, ended_at)
    union all
    select settling_agency, ${day('ended_at')}, 'late_closed'
    from fact where accepted_at is not null and ended_at < 'infinity' and least(late_since, second_supplement_at) < ended_at
  )`;

const statementOf = perSchema(
  (schema) => `
  with ${countedAgain(schema)}, recounted as (
    select case when grouping(day) = 0 then 'agency-day' else 'agency-year' end as family, agency,
      coalesce(day::text, year) as period, ${counts((column) => `count(*) filter (where measure = '${column}')`)} as counts
    from (select *, to_char(day, 'YYYY') as year from count_of) as dated
    group by grouping sets ((agency, day), (agency, year))
  ), counted as (
    select 'agency-day' as family, agency, day::text as period, ${sums} as counts
    from ${schema}.counter_agency_day group by agency, day
    union all
    select 'agency-year', agency, year::text, ${sums} from ${schema}.counter_agency_year group by agency, year
  )
  select family, agency, period,
    coalesce(counted.counts, ${NOTHING}) as counted, coalesce(recounted.counts, ${NOTHING}) as recounted
  from counted full join recounted using (family, agency, period)
  where coalesce(counted.counts, ${NOTHING}) <> coalesce(recounted.counts, ${NOTHING})
  order by family, agency, period`,
);

/** Rows of all counters whose sums over the partitions are not what the facts give. `query` reads one snapshot. */
export async function recountCounters(query: Query, schema = LIVE_SCHEMA): Promise<DifferingRow[]> {
  return query<DifferingRow>(statementOf(schema));
}

export async function countFacts(query: Query, schema = LIVE_SCHEMA): Promise<number> {
  const [facts] = await query<{ count: number }>(`select count(*)::int4 as count from ${schema}.fact`);
  return facts!.count;
}
