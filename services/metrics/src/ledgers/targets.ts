import type { IndicatorId, Targets } from '../definitions/index.js';
import type { Query } from '../projection/index.js';
import { dayText, type Period } from '../time/index.js';

/** Targets as they stand on the last day of a period. */
export async function readTargets(query: Query, period: Period): Promise<Targets> {
  const rows = await query<{ indicator: IndicatorId; value: string }>(
    `select distinct on (indicator) indicator, value from ledgers.target
     where valid_from <= $1::date order by indicator, valid_from desc`,
    [dayText(period.lastDay)],
  );
  return Object.fromEntries(rows.map(({ indicator, value }) => [indicator, Number(value)]));
}
