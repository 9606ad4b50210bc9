import { isDeepStrictEqual } from 'node:util';
import { addGauges, type Gauges, noGauges, readGauges } from '../figures/index.js';
import { type MeasureName, measureNames } from '../measures/index.js';
import type { Query } from '../projection/index.js';
import type { Instant } from '../time/index.js';
import { type CounterFamily, recountCounters } from './recount-counters.js';
import { recountGauges } from './recount.js';

/** A counter that does not say what the facts say. */
export interface DifferingCounter {
  readonly family: CounterFamily | 'gauge-now';
  /** Null: the whole province. */
  readonly agency: string | null;
  readonly period: string;
  readonly measure: MeasureName | keyof Gauges;
  /** An instant where the measure is one. */
  readonly counted: number | string | null;
  readonly recounted: number | string | null;
}

/** Every counter, and the gauges at `now`, beside what SQL finds in the facts. `query` reads one snapshot. */
export async function auditCounters(query: Query, now: Instant): Promise<DifferingCounter[]> {
  const rows = await recountCounters(query);
  const differing = rows.flatMap(({ counted, recounted, ...place }) =>
    measureNames
      .map((measure, code) => ({ ...place, measure, counted: counted[code]!, recounted: recounted[code]! }))
      .filter((counter) => counter.counted !== counter.recounted),
  );
  return [...differing, ...(await auditGauges(query, now))];
}

async function auditGauges(query: Query, now: Instant): Promise<DifferingCounter[]> {
  const counted = await countedGauges(query, now);
  const recounted = await recountGauges(query, new Date(now));
  if (isDeepStrictEqual(counted, recounted)) return [];
  return (Object.keys(counted) as (keyof Gauges)[])
    .filter((gauge) => counted[gauge] !== recounted[gauge])
    .map((gauge) => ({
      family: 'gauge-now',
      agency: null,
      period: new Date(now).toISOString(),
      measure: gauge,
      counted: counted[gauge],
      recounted: recounted[gauge],
    }));
}

/** Gauges of the whole province, from the counters. */
export async function countedGauges(query: Query, now: Instant): Promise<Gauges> {
  const { byAgency } = await readGauges(query, now);
  return [...byAgency.values()].reduce(addGauges, noGauges);
}
