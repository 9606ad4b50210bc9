export const indicatorIds = ['onTime', 'onlineDossier', 'onlinePayment', 'satisfaction'] as const;
export type IndicatorId = (typeof indicatorIds)[number];

export interface Indicator {
  readonly id: IndicatorId;
  readonly definitionId: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly target: number | null;
}

export interface Gauges {
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly suspended: number;
}

export interface Freshness {
  readonly behindSeconds: number | null;
  readonly stale: boolean;
  readonly reason: string | null;
}

export interface AgencyFigures {
  readonly agency: string;
  readonly indicators: readonly Indicator[];
  readonly gauges: Gauges;
}

/** What the last audit by the hour came to. */
export interface Audit {
  readonly at: string;
  readonly equal: boolean;
  readonly differingCounters: number;
  readonly differingFacts: number;
}

/** One whole picture of the province, as pushed by the metrics service. */
export interface Frame {
  readonly number: number;
  readonly at: string;
  readonly period: string;
  readonly freshness: Freshness;
  readonly indicators: readonly Indicator[];
  readonly gauges: Gauges;
  readonly today: { readonly period: string; readonly indicators: readonly Indicator[] };
  readonly agencies: readonly AgencyFigures[];
  /** Null before the first audit. */
  readonly audit: Audit | null;
}

/** Answer of GET /api/metrics/indicators. */
export interface Figures {
  readonly period: string;
  readonly indicators: readonly Indicator[];
  readonly asFirstPromised: Indicator | null;
  readonly gauges: Gauges;
}

export function indicatorOf(indicators: readonly Indicator[], id: IndicatorId): Indicator | null {
  return indicators.find((indicator) => indicator.id === id) ?? null;
}
