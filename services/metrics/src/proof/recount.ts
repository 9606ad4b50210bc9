import type { IndicatorId } from '../definitions/index.js';
import { LIVE_SCHEMA, type Query } from '../projection/index.js';
import { dayText, type Period } from '../time/index.js';

export interface Recounted {
  readonly numerator: number;
  readonly denominator: number;
}
export type RecountedIndicators = Readonly<Record<IndicatorId, Recounted>>;

export interface RecountedGauges {
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly suspended: number;
  readonly suspendedOverdue: number;
  readonly parked: number;
  readonly unanswered: number;
  readonly unansweredSince: string | null;
}

/**
 * The audit's own arithmetic: the figures from the facts alone, in SQL, sharing nothing with `contributions`. The two
 * are written apart on purpose; what both say is believed.
 */
const RECOUNT_INDICATORS = `
  with fact as (
    select *,
      (accepted_at at time zone 'Asia/Ho_Chi_Minh')::date as accepted_on,
      (completed_at at time zone 'Asia/Ho_Chi_Minh')::date as completed_on
    from ${LIVE_SCHEMA}.fact
    where intake_revision is not null and voided_at is null
  ), received as (
    select * from fact where accepted_on between $1::date and $2::date
  ), settled as (
    select case when current_due_at is null then outcome <> 'OVERDUE' else completed_at <= current_due_at end as in_time
    from fact where outcome is not null and completed_on between $1::date and $2::date
  ), answer as (
    select invitation ->> 'rating' as rating
    from fact, jsonb_array_elements(invitations) as invitation
    where invitation ->> 'rating' is not null
      and (to_timestamp((invitation ->> 'invitedAt')::numeric / 1000) at time zone 'Asia/Ho_Chi_Minh')::date
        between $1::date and $2::date
  )
  select 'onTime' as id, count(*) filter (where in_time)::int as numerator, count(*)::int as denominator from settled
  union all
  select 'onlineDossier', count(*) filter (where channel = 'ONLINE')::int, count(*)::int from received where offered_online
  union all
  select 'onlinePayment', count(*) filter (where payment_status = 'SETTLED' and payment_method = 'ONLINE')::int,
    count(*)::int
  from received where payment_status <> 'CANCELLED'
  union all
  select 'satisfaction', count(*) filter (where rating <> 'UNSATISFIED')::int, count(*)::int from answer`;

const RECOUNT_GAUGES = `
  with fact as (
    select *, num_nonnulls(withdrawn_at, terminated_at, voided_at) = 0 as stands from ${LIVE_SCHEMA}.fact
  ), running as (
    select * from fact where accepted_at is not null and completed_at is null and stands
  ), waiting as (
    select effective_submitted_at from fact
    where effective_submitted_at < 'infinity' and coalesce(accepted_at, refused_at) is null and stands
  )
  select count(*)::int as open,
    count(*) filter (where paused_since is null and current_due_at < $1)::int as overdue,
    count(*) filter (where paused_since is null and due_soon_at <= $1 and current_due_at >= $1)::int as "dueSoon",
    count(*) filter (where paused_since is not null)::int as suspended,
    count(*) filter (where paused_since < 'infinity' and overdue_from < open_stop_recorded_at)::int as "suspendedOverdue",
    (select count(*)::int from fact where parked_since < 'infinity' and accepted_at < 'infinity' and stands) as parked,
    (select count(*)::int from waiting) as unanswered,
    (select effective_submitted_at from waiting order by effective_submitted_at limit 1) as "unansweredSince"
  from running`;

export async function recountIndicators(query: Query, period: Period): Promise<RecountedIndicators> {
  const rows = await query<Recounted & { readonly id: IndicatorId }>(RECOUNT_INDICATORS, [
    dayText(period.firstDay),
    dayText(period.lastDay),
  ]);
  return Object.fromEntries(
    rows.map(({ id, numerator, denominator }) => [id, { numerator, denominator }]),
  ) as RecountedIndicators;
}

export async function recountGauges(query: Query, now: Date): Promise<RecountedGauges> {
  const [gauges] = await query<Omit<RecountedGauges, 'unansweredSince'> & { readonly unansweredSince: Date | null }>(
    RECOUNT_GAUGES,
    [now],
  );
  return { ...gauges!, unansweredSince: gauges!.unansweredSince?.toISOString() ?? null };
}
