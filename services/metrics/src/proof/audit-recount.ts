import { isDeepStrictEqual } from 'node:util';
import { type IndicatorId, indicatorsOf } from '../definitions/index.js';
import { type Gauges, readCounts } from '../figures/index.js';
import { addCounts, noCounts } from '../measures/index.js';
import type { Query } from '../projection/index.js';
import type { Instant, Period } from '../time/index.js';
import { countedGauges } from './audit-counters.js';
import { type RecountedGauges, recountGauges, recountIndicators } from './recount.js';

interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

export interface RecountedIndicator {
  readonly id: IndicatorId;
  readonly counted: Ratio;
  readonly recounted: Ratio;
  readonly equal: boolean;
}

export interface RecountReport {
  readonly period: string;
  /** Whether every line is equal. */
  readonly equal: boolean;
  readonly indicators: readonly RecountedIndicator[];
  readonly gauges: { readonly counted: Gauges; readonly recounted: RecountedGauges; readonly equal: boolean };
}

/** Counters beside an independent recount of the facts. `query` reads one snapshot, so load gives no false alarm. */
export async function recountReport(query: Query, period: Period, now: Instant): Promise<RecountReport> {
  const counts = [...(await readCounts(query, period, null)).values()].reduce(addCounts, noCounts);
  const recounted = await recountIndicators(query, period);
  const indicators = indicatorsOf(counts, {}).map(({ id, numerator, denominator }) => {
    const counted = { numerator, denominator };
    return { id, counted, recounted: recounted[id], equal: isDeepStrictEqual(counted, recounted[id]) };
  });
  const gauges = { counted: await countedGauges(query, now), recounted: await recountGauges(query, new Date(now)) };
  const gaugesEqual = isDeepStrictEqual(gauges.counted, gauges.recounted);
  return {
    period: period.text,
    equal: gaugesEqual && indicators.every(({ equal }) => equal),
    indicators,
    gauges: { ...gauges, equal: gaugesEqual },
  };
}
