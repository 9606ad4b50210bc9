import { localDay } from '../format/period.js';
import { searchable } from '../format/search.js';
import { compareDescending, hasData } from '../format/ratio.js';
import { agencyKinds, type Agency, type AgencyDirectory, type AgencyKind } from '../api/agency-directory.js';
import { indicatorOf, type AgencyFigures, type Indicator, type IndicatorId } from './live/frame.js';

export interface RankedAgency {
  readonly code: string;
  readonly name: string;
  readonly kind: string | null;
  /** Equal rates share a rank; null without data. */
  readonly rank: number | null;
  readonly indicators: readonly Indicator[];
  /** Null while nothing is known of the agency. */
  readonly overdue: number | null;
  /** Completed and not judged: in no on-time rate. */
  readonly notJudged: number;
}

export interface RankingChoice {
  readonly by: IndicatorId;
  /** Null for all; ranks are counted within the chosen kind. */
  readonly kind: AgencyKind | null;
  /** Hides agencies whose name or code does not contain it; ranks stay. */
  readonly search: string;
}

/**
 * All agencies, best rate first. Equal rates: the one that settled more stands first, then by code. Agencies without
 * data come last, as do those of the directory of which nothing was ever counted, unless they have ended.
 */
export function rankAgencies(
  figures: readonly AgencyFigures[],
  directory: AgencyDirectory,
  { by, kind, search }: RankingChoice,
): readonly RankedAgency[] {
  const entries = mergeEntries(figures, directory).filter((entry) => kind === null || entry.kind === kind);
  const ranked = withRanks(
    entries.toSorted((left, right) => compareEntries(left, right, by)),
    by,
  );
  const wanted = searchable(search);
  return wanted === '' ? ranked : ranked.filter(({ name, code }) => searchable(`${name} ${code}`).includes(wanted));
}

/** The kinds of agency that occur, in the order of the administration. */
export function kindsIn(directory: AgencyDirectory): readonly AgencyKind[] {
  const present = new Set([...directory.values()].map(({ kind }) => kind));
  return agencyKinds.filter((kind) => present.has(kind));
}

function mergeEntries(figures: readonly AgencyFigures[], directory: AgencyDirectory): readonly RankedAgency[] {
  const counted = new Map(figures.map((entry) => [entry.agency, entry]));
  const codes = new Set([...counted.keys(), ...directory.keys()]);
  return [...codes]
    .filter((code) => directory.get(code)?.kind !== 'PROVINCE')
    .filter((code) => counted.has(code) || !hasEnded(directory.get(code)))
    .map((code) => entryOf(code, directory.get(code), counted.get(code)));
}

function hasEnded(agency: Agency | undefined): boolean {
  return agency !== undefined && agency.validUntil !== null && agency.validUntil < localDay(Date.now());
}

function entryOf(code: string, agency: Agency | undefined, figures: AgencyFigures | undefined): RankedAgency {
  return {
    code,
    name: agency?.name ?? code,
    kind: agency?.kind ?? null,
    rank: null,
    indicators: figures?.indicators ?? [],
    overdue: figures?.gauges.overdue ?? null,
    notJudged: figures?.caveats.completedNotJudged ?? 0,
  };
}

function compareEntries(left: RankedAgency, right: RankedAgency, by: IndicatorId): number {
  const leftRate = rateOf(left, by);
  const rightRate = rateOf(right, by);
  if (leftRate === null || rightRate === null) {
    if (leftRate === rightRate) return compareCodes(left, right);
    return leftRate === null ? 1 : -1;
  }
  return (
    compareDescending(leftRate, rightRate) || rightRate.denominator - leftRate.denominator || compareCodes(left, right)
  );
}

function withRanks(sorted: readonly RankedAgency[], by: IndicatorId): readonly RankedAgency[] {
  let rank = 0;
  let previous: Indicator | null = null;
  return sorted.map((entry, index) => {
    const rate = rateOf(entry, by);
    if (rate === null) return entry;
    if (previous === null || compareDescending(previous, rate) !== 0) rank = index + 1;
    previous = rate;
    return { ...entry, rank };
  });
}

function rateOf({ indicators }: RankedAgency, by: IndicatorId): Indicator | null {
  const indicator = indicatorOf(indicators, by);
  return indicator !== null && hasData(indicator) ? indicator : null;
}

function compareCodes(left: RankedAgency, right: RankedAgency): number {
  return left.code < right.code ? -1 : left.code > right.code ? 1 : 0;
}
