import {
  asFirstPromisedDefinition,
  type Caveats,
  caveatsOf,
  type Indicator,
  indicatorOf,
  indicatorsOf,
  type Targets,
} from '../definitions/index.js';
import type { Freshness } from '../freshness/index.js';
import { type AuditRun, readLastAuditRun, readTargets } from '../ledgers/index.js';
import { addCounts, type Counts, noCounts } from '../measures/index.js';
import type { Query } from '../projection/index.js';
import { dayOf, dayText, type Instant, parsePeriod, type Period, yearPeriodOf } from '../time/index.js';
import { readCounts } from './figures-reader.js';
import { addGauges, type Gauges, noGauges, readGauges } from './gauges-reader.js';

export interface AgencyFigures {
  readonly agency: string;
  readonly indicators: readonly Indicator[];
  readonly caveats: Caveats;
  readonly gauges: Gauges;
}

export interface Figures {
  readonly period: string;
  /** Null: the whole province. */
  readonly agency: string | null;
  readonly indicators: readonly Indicator[];
  /** The on-time rate against the first promise. */
  readonly asFirstPromised: Indicator;
  readonly caveats: Caveats;
  /** As they are now, whatever the period. */
  readonly gauges: Gauges;
}

export interface Ranking {
  readonly period: string;
  readonly agencies: readonly AgencyFigures[];
}

/** All that the wall shows, at one moment. */
export interface Frame {
  /** Higher is newer; never repeated. */
  readonly number: number;
  readonly at: string;
  readonly period: string;
  readonly freshness: Freshness;
  readonly indicators: readonly Indicator[];
  /** The on-time rate against the first promise. */
  readonly asFirstPromised: Indicator;
  readonly caveats: Caveats;
  readonly gauges: Gauges;
  readonly today: { readonly period: string; readonly indicators: readonly Indicator[] };
  readonly agencies: readonly AgencyFigures[];
  /** What the last audit by the hour came to; null before the first. */
  readonly audit: AuditRun | null;
}

const sumCounts = (counts: ReadonlyMap<string, Counts>): Counts => [...counts.values()].reduce(addCounts, noCounts);

const sumGauges = (gauges: ReadonlyMap<string, Gauges>): Gauges => [...gauges.values()].reduce(addGauges, noGauges);

function agencyFigures(
  counts: ReadonlyMap<string, Counts>,
  gauges: ReadonlyMap<string, Gauges>,
  targets: Targets,
): AgencyFigures[] {
  return [...new Set([...counts.keys(), ...gauges.keys()])].sort().map((agency) => ({
    agency,
    indicators: indicatorsOf(counts.get(agency) ?? noCounts, targets),
    caveats: caveatsOf(counts.get(agency) ?? noCounts),
    gauges: gauges.get(agency) ?? noGauges,
  }));
}

/** Figures of a period for one agency or all. `query` reads one snapshot. */
export async function figuresOf(
  query: Query,
  options: { readonly period: Period; readonly agency: string | null; readonly now: Instant },
): Promise<Figures> {
  const { period, agency, now } = options;
  const counts = sumCounts(await readCounts(query, period, agency));
  const targets = await readTargets(query, period);
  const { byAgency } = await readGauges(query, now);
  return {
    period: period.text,
    agency,
    indicators: indicatorsOf(counts, targets),
    asFirstPromised: indicatorOf(asFirstPromisedDefinition, counts, null),
    caveats: caveatsOf(counts),
    gauges: agency === null ? sumGauges(byAgency) : (byAgency.get(agency) ?? noGauges),
  };
}

/** Figures of a period for every agency that has any, by code; the reader orders them. `query` reads one snapshot. */
export async function rankingOf(query: Query, period: Period, now: Instant): Promise<Ranking> {
  const counts = await readCounts(query, period, null);
  const targets = await readTargets(query, period);
  const { byAgency } = await readGauges(query, now);
  return { period: period.text, agencies: agencyFigures(counts, byAgency, targets) };
}

/** The frame of this moment, without its number, and when it changes by itself. `query` reads one snapshot. */
export async function frameOf(
  query: Query,
  now: Instant,
  freshness: Freshness,
): Promise<{ readonly frame: Omit<Frame, 'number'>; readonly nextChangeAt: Instant | null }> {
  const today = dayOf(now);
  const period = yearPeriodOf(today);
  const day = parsePeriod(dayText(today))!;
  const counts = await readCounts(query, period, null);
  const sums = sumCounts(counts);
  const countsToday = await readCounts(query, day, null);
  const targets = await readTargets(query, period);
  const { byAgency, nextChangeAt } = await readGauges(query, now);
  const frame = {
    at: new Date(now).toISOString(),
    period: period.text,
    freshness,
    indicators: indicatorsOf(sums, targets),
    asFirstPromised: indicatorOf(asFirstPromisedDefinition, sums, null),
    caveats: caveatsOf(sums),
    gauges: sumGauges(byAgency),
    today: { period: day.text, indicators: indicatorsOf(sumCounts(countsToday), targets) },
    agencies: agencyFigures(counts, byAgency, targets),
    audit: await readLastAuditRun(query),
  };
  return { frame, nextChangeAt };
}
