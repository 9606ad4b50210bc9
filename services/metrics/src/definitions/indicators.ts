import { type Counts, Measure, type MeasureName, measureNames } from '../measures/index.js';

export type IndicatorId = 'onTime' | 'onlineDossier' | 'onlinePayment' | 'satisfaction';

/** A published definition of an indicator. Several of the same name differ, so each has an id with its version. */
export interface IndicatorDefinition {
  readonly id: IndicatorId;
  readonly definitionId: string;
  readonly numerator: readonly MeasureName[];
  /** Taken off the numerator again. @default none */
  readonly numeratorLess?: readonly MeasureName[];
  readonly denominator: readonly MeasureName[];
  /** Taken off the denominator again. @default none */
  readonly denominatorLess?: readonly MeasureName[];
  readonly meaning: string;
}

/** A figure: a ratio of two counts, never a rounded percentage. A denominator of 0 is no data. */
export interface Indicator {
  readonly id: IndicatorId;
  readonly definitionId: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly target: number | null;
}

export type Targets = Readonly<Partial<Record<IndicatorId, number>>>;

const SETTLED = ['SETTLED_EARLY', 'SETTLED_ON_TIME', 'SETTLED_OVERDUE'] as const;

/** The four figures of the province's report, as this house defines them. */
export const indicatorDefinitions: readonly IndicatorDefinition[] = [
  {
    id: 'onTime',
    definitionId: 'SETTLED_ONLY_V1',
    numerator: ['SETTLED_EARLY', 'SETTLED_ON_TIME'],
    denominator: SETTLED,
    meaning: 'Settled early or on time, over all settled with a result, on the local day settled.',
  },
  {
    id: 'onlineDossier',
    definitionId: 'OFFERED_ONLINE_V1',
    numerator: ['OFFERED_SUBMITTED_ONLINE'],
    denominator: ['OFFERED'],
    meaning: 'Handed in online, over accepted dossiers of procedures offered online, on the local day accepted.',
  },
  {
    id: 'onlinePayment',
    definitionId: 'CHARGED_DOSSIERS_V1',
    numerator: ['PAID_ONLINE'],
    denominator: ['CHARGED'],
    meaning: 'Paid through a gateway and not refunded, over accepted dossiers charged, on the local day accepted.',
  },
  {
    id: 'satisfaction',
    definitionId: 'RATING_SLIPS_V1',
    numerator: ['RATED_VERY_SATISFIED', 'RATED_SATISFIED'],
    denominator: ['RATED_VERY_SATISFIED', 'RATED_SATISFIED', 'RATED_UNSATISFIED'],
    meaning: 'Satisfied or very satisfied, over all answers, on the local day of the stage that invited.',
  },
];

/**
 * Stands beside the on-time rate: against the appointment as first promised, whatever was rescheduled, corrected or
 * voided since. What it counts never changes once a dossier was completed, so no command makes a late dossier one on time
 * without the two rates parting. Where nothing was promised, the procedure's limit stands for it.
 */
export const asFirstPromisedDefinition: IndicatorDefinition = {
  id: 'onTime',
  definitionId: 'AS_FIRST_PROMISED_V3',
  numerator: ['SETTLED_AS_FIRST_PROMISED'],
  numeratorLess: ['FIRST_SETTLED_PAST_LIMIT'],
  denominator: ['FIRST_SETTLED'],
  meaning:
    "First completed by the appointment as first promised, or by the procedure's limit without one, over all ever completed, voided ones too, on the local day first completed.",
};

/** Other published definitions of the on-time rate that are made of counters. */
export const furtherDefinitions: readonly IndicatorDefinition[] = [
  {
    id: 'onTime',
    definitionId: 'AS_FIRST_PROMISED_V2',
    numerator: ['SETTLED_AS_FIRST_PROMISED'],
    denominator: ['FIRST_SETTLED'],
    meaning:
      'First completed by the appointment as first promised, or never promised one, over all ever completed, voided ones too, on the local day first completed.',
  },
  asFirstPromisedDefinition,
  {
    id: 'onTime',
    definitionId: 'AS_RECORDED_V2',
    numerator: ['SETTLED_EARLY', 'SETTLED_ON_TIME'],
    numeratorLess: ['SETTLED_RECORDED_LATE'],
    denominator: SETTLED,
    meaning:
      'Settled early or on time, and the completion entered before the clock ran past a due instant in which pauses count from their entry, over all settled with a result, on the local day settled.',
  },
  {
    id: 'onTime',
    definitionId: 'SETTLED_BY_RESPONSIBLE_V2',
    numerator: ['SETTLED_EARLY', 'SETTLED_ON_TIME'],
    denominator: [...SETTLED, 'OVERDUE_LEFT_BEHIND'],
    denominatorLess: ['OVERDUE_TAKEN_OVER'],
    meaning:
      'As SETTLED_ONLY_V1, but a dossier that was overdue before a transfer was entered counts at the agency that had it when it became so, and at no other.',
  },
  {
    id: 'onTime',
    definitionId: 'AS_RECORDED_BY_RESPONSIBLE_V1',
    numerator: ['SETTLED_EARLY', 'SETTLED_ON_TIME'],
    numeratorLess: ['SETTLED_RECORDED_LATE'],
    denominator: [...SETTLED, 'OVERDUE_LEFT_BEHIND', 'RECORDED_LATE_AT_RESPONSIBLE'],
    denominatorLess: ['OVERDUE_TAKEN_OVER', 'SETTLED_RECORDED_LATE'],
    meaning:
      'As AS_RECORDED_V2, but each dossier that is not on time by it counts at the agency that had it when it became overdue, and at no other.',
  },
];

/** Of stocks, not of one period's counters: how many were in hand, and how many of them late, is read by `readInHand`. */
export const qd766Definition: Pick<IndicatorDefinition, 'id' | 'definitionId' | 'meaning'> = {
  id: 'onTime',
  definitionId: 'QD766_V1',
  meaning:
    'Ended by the due instant, or in progress and not past it at the end of the period, asked for supplements once at most, over all accepted dossiers that were in hand in the period (Decision 766, criterion 2.1).',
};

const sumOf = (counts: Counts, names: readonly MeasureName[]): number =>
  names.reduce((sum, name) => sum + (counts[Measure[name]] ?? 0), 0);

export function indicatorOf(definition: IndicatorDefinition, counts: Counts, target: number | null): Indicator {
  return {
    id: definition.id,
    definitionId: definition.definitionId,
    numerator: sumOf(counts, definition.numerator) - sumOf(counts, definition.numeratorLess ?? []),
    denominator: sumOf(counts, definition.denominator) - sumOf(counts, definition.denominatorLess ?? []),
    target,
  };
}

export function indicatorsOf(counts: Counts, targets: Targets): Indicator[] {
  return indicatorDefinitions.map((definition) => indicatorOf(definition, counts, targets[definition.id] ?? null));
}

/** Counts by name, for people and for comparisons. */
export function namedCounts(counts: Counts): Record<MeasureName, number> {
  return Object.fromEntries(measureNames.map((name) => [name, counts[Measure[name]] ?? 0])) as Record<
    MeasureName,
    number
  >;
}
