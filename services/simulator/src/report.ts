import type { ProvinceFigures } from './metrics-reader.js';
import type { Warnings } from './drive/activity.js';
import { pause } from './drive/pause.js';
import { sameCounts, subtractCounts } from './plan/expectation.js';
import { INDICATORS, type Count, type Counts, type Expectation, type IndicatorId } from './plan/index.js';

/** One line of the table; everything but `expected` comes from the metrics API. */
export interface ReportRow {
  readonly indicator: IndicatorId;
  /** What this run added to the published figures. */
  readonly numerator: number;
  readonly denominator: number;
  readonly rate: string;
  readonly target: number | null;
  readonly met: boolean | null;
  readonly expected: Count;
  readonly equal: boolean;
  /** The figure as published, with what the database held before. */
  readonly total: Count;
}

export interface Report {
  readonly period: string;
  readonly fresh: boolean;
  readonly equal: boolean;
  readonly hadEarlierDossiers: boolean;
  readonly rows: readonly ReportRow[];
  readonly agencies: { readonly compared: number; readonly different: readonly string[] };
}

const TITLES: Readonly<Record<IndicatorId, string>> = {
  onTime: 'Settled on time',
  onlineDossier: 'Online dossiers',
  onlinePayment: 'Online payment',
  satisfaction: 'Satisfaction',
};
/** Decimals in which the province published each figure. */
const DECIMALS: Readonly<Record<IndicatorId, number>> = {
  onTime: 2,
  onlineDossier: 1,
  onlinePayment: 1,
  satisfaction: 2,
};

export function rateText(indicator: IndicatorId, { numerator, denominator }: Count): string {
  if (denominator === 0) return 'no data';
  return `${((numerator / denominator) * 100).toFixed(DECIMALS[indicator])} %`;
}

export interface CompareOptions {
  readonly period: string;
  readonly before: Counts;
  readonly after: ProvinceFigures;
  readonly agenciesBefore: ReadonlyMap<string, Counts>;
  readonly agenciesAfter: ReadonlyMap<string, Counts>;
  readonly expectation: Expectation;
}

/** Holds the increase of the published figures against the plan. */
export function compare(options: CompareOptions): Report {
  const { before, after, expectation } = options;
  const increase = subtractCounts(after.counts, before);
  const rows = INDICATORS.map((indicator): ReportRow => {
    const { numerator, denominator } = increase[indicator];
    const expected = expectation.province[indicator];
    const target = after.targets[indicator];
    const total = after.counts[indicator];
    return {
      indicator,
      numerator,
      denominator,
      rate: rateText(indicator, { numerator, denominator }),
      target,
      met: target === null || total.denominator === 0 ? null : total.numerator / total.denominator >= target,
      expected,
      equal: numerator === expected.numerator && denominator === expected.denominator,
      total,
    };
  });
  return {
    period: options.period,
    fresh: after.fresh,
    equal: rows.every((row) => row.equal),
    hadEarlierDossiers: INDICATORS.some((id) => before[id].denominator > 0),
    rows,
    agencies: compareAgencies(options),
  };
}

const NOTHING: Count = { numerator: 0, denominator: 0 };
const NO_COUNTS: Counts = { onTime: NOTHING, onlineDossier: NOTHING, onlinePayment: NOTHING, satisfaction: NOTHING };

function compareAgencies({ agenciesBefore, agenciesAfter, expectation }: CompareOptions): Report['agencies'] {
  const different = [...expectation.agencies].filter(([agency, expected]) => {
    const increase = subtractCounts(agenciesAfter.get(agency) ?? NO_COUNTS, agenciesBefore.get(agency) ?? NO_COUNTS);
    return !sameCounts(increase, expected);
  });
  return { compared: expectation.agencies.size, different: different.map(([agency]) => agency) };
}

/** The table for people. */
export function tableOf(report: Report): string {
  const header = ['indicator', 'numerator', 'denominator', 'rate', 'target', 'met', 'expected', 'equal'];
  const cells = report.rows.map((row) => [
    TITLES[row.indicator],
    String(row.numerator),
    String(row.denominator),
    row.rate,
    row.target === null ? '-' : `${Number((row.target * 100).toFixed(2))} %`,
    row.met === null ? '-' : yesNo(row.met),
    `${row.expected.numerator} / ${row.expected.denominator}`,
    yesNo(row.equal),
  ]);
  const widths = header.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]!.length)));
  const lines = [header, ...cells].map((row) =>
    row.map((cell, column) => pad(cell, widths[column]!, column)).join('  '),
  );
  return [...lines, '', ...remarks(report)].join('\n');
}

const yesNo = (value: boolean): string => (value ? 'yes' : 'NO');
const pad = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function remarks({ period, fresh, hadEarlierDossiers, rows, agencies }: Report): string[] {
  const same = agencies.compared - agencies.different.length;
  const lines = [
    `Period ${period}, read from the metrics API. Agencies equal to the plan: ${same} of ${agencies.compared}.`,
  ];
  if (!fresh) lines.push('The metrics API calls its figures stale.');
  if (hadEarlierDossiers) {
    const totals = rows.map(({ indicator, total }) => {
      return `${TITLES[indicator]} ${total.numerator} / ${total.denominator} = ${rateText(indicator, total)}`;
    });
    lines.push('The database held dossiers of this period before: the table shows the increase.');
    lines.push(`In total: ${totals.join('; ')}.`);
  }
  return lines;
}

export interface SettledFiguresOptions {
  readonly read: () => Promise<ProvinceFigures>;
  readonly before: Counts;
  readonly expected: Counts;
  /** How long to wait for figures that are not there yet. */
  readonly patienceMs: number;
  readonly warnings: Warnings;
  readonly signal: AbortSignal;
}

/** Waits until the figures are fresh and as expected; or, when they are not, until the time is over. */
export async function settledFigures(options: SettledFiguresOptions): Promise<ProvinceFigures> {
  const begun = Date.now();
  for (;;) {
    const figures = await options.read();
    if (figures.fresh && sameCounts(subtractCounts(figures.counts, options.before), options.expected)) return figures;
    if (Date.now() - begun > options.patienceMs) {
      options.warnings.warn('figures-differ', 'the figures are not as expected, the wait is over');
      return figures;
    }
    await pause(1_000, options.signal);
  }
}
