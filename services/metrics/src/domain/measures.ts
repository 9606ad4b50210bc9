/**
 * What is counted. A code is the measure's place in every list of counters within one version of `contributions`: codes
 * may shift when that version is raised, as those of the flows did with version 2, because nothing stored knows them. The
 * counter tables have one column a measure, named like it in lower case; a measure keeps its name for ever.
 */
export const Measure = {
  /** Accepted dossiers by channel, on the day accepted, at the receiving agency. */
  RECEIVED_IN_PERSON: 0,
  RECEIVED_ONLINE: 1,
  RECEIVED_POSTAL: 2,
  /** Accepted dossiers of procedures that are offered online; of these, the ones handed in online. */
  OFFERED: 3,
  OFFERED_SUBMITTED_ONLINE: 4,
  /** Dossiers settled with a result, on the day settled, at the settling agency. */
  SETTLED_EARLY: 5,
  SETTLED_ON_TIME: 6,
  SETTLED_OVERDUE: 7,
  /**
   * Dossiers ever completed, on the day first completed, at the settling agency; a later correction or voiding takes
   * none of them out.
   */
  FIRST_SETTLED: 8,
  /** Of these: first completed by the appointment as first promised, or never promised one. */
  SETTLED_AS_FIRST_PROMISED: 9,
  /** Accepted dossiers with a fee order that was not cancelled, on the day accepted, at the settling agency. */
  CHARGED: 10,
  /** Of the charged ones: settled through a payment gateway and not refunded. */
  PAID_ONLINE: 11,
  /** Answers of rating slips, on the day of the stage that invited, at the settling agency. */
  RATED_VERY_SATISFIED: 12,
  RATED_SATISFIED: 13,
  RATED_UNSATISFIED: 14,
  /** Flows of the gauges, at the settling agency: the state at a midnight is the sum of all days before it. */
  OPENED: 15,
  CLOSED: 16,
  SUSPENDED: 17,
  RESUMED: 18,
  OVERDUE_BEGAN: 19,
  OVERDUE_ENDED: 20,
} as const;
export type Measure = (typeof Measure)[keyof typeof Measure];
export type MeasureName = keyof typeof Measure;

/** Names in the order of their codes. */
export const measureNames = Object.keys(Measure) as readonly MeasureName[];
export const MEASURES = measureNames.length;

/** Measures below this code make rates; the others are flows, which only agencies and days have. */
export const RATE_MEASURES: number = Measure.OPENED;

/** How often each measure was counted, by code. */
export type Counts = readonly number[];

export const noCounts: Counts = measureNames.map(() => 0);

export function addCounts(one: Counts, other: Counts): Counts {
  return one.map((count, code) => count + (other[code] ?? 0));
}
