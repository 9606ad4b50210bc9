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
  /** Of the suspended: late before they were. */
  readonly suspendedOverdue: number;
  /** Clocks whose due instant cannot be computed yet. */
  readonly parked: number;
  /** Submitted, and neither accepted nor refused yet. */
  readonly unanswered: number;
  /** When the one of these that waits longest was submitted; null: there is none, or it is not told. */
  readonly unansweredSince: string | null;
}

/** What the on-time rate does not show by itself. */
export interface Caveats {
  /** Completed and not judged: in no on-time rate. */
  readonly completedNotJudged: number;
  /** Counted as on time, recorded only when it was overdue. */
  readonly recordedLate: number;
  /** Withdrawn, terminated or voided when late. */
  readonly endedOverdue: number;
}

export const hopKinds = ['outbox', 'consumer', 'relay', 'fold', 'broker', 'publisher'] as const;

/** Where events wait on their way to the figures. */
export interface Hop {
  readonly kind: (typeof hopKinds)[number];
  readonly service: string | null;
}

export interface Freshness {
  readonly behindSeconds: number | null;
  readonly stale: boolean;
  readonly reason: string | null;
  readonly hop: Hop | null;
}

export interface AgencyFigures {
  readonly agency: string;
  readonly indicators: readonly Indicator[];
  readonly caveats: Caveats;
  readonly gauges: Gauges;
}

/** What the last audit by the hour came to. */
export interface Audit {
  readonly at: string;
  readonly equal: boolean;
  readonly differingCounters: number;
  readonly differingFacts: number;
  /** Clocks, orders and invitations that dossiers should have and have not. */
  readonly missing: number;
}

/** One whole picture of the province, as pushed by the metrics service. */
export interface Frame {
  readonly number: number;
  readonly at: string;
  readonly period: string;
  readonly freshness: Freshness;
  readonly indicators: readonly Indicator[];
  /** Null: it is not told. */
  readonly asFirstPromised: Indicator | null;
  readonly caveats: Caveats;
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
  readonly caveats: Caveats;
  readonly gauges: Gauges;
}

export function indicatorOf(indicators: readonly Indicator[], id: IndicatorId): Indicator | null {
  return indicators.find((indicator) => indicator.id === id) ?? null;
}
