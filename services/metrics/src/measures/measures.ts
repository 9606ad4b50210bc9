/**
 * What is counted. Overdue on record is a dossier whose clock ran past its due instant by what was entered: a pause stops
 * it when it is entered, and an end ends it when that is, whatever instant either states.
 *
 * A code is the measure's place in every list of counters within one version of `contributions`: codes
 * may shift when that version is raised, as those of the flows did with versions 2 and 3, because nothing stored knows them. The
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
  /** Dossiers completed, as intake says, on the day completed, at the settling agency. */
  COMPLETED: 15,
  /** Of these: not judged by deadlines (yet), so in none of the three SETTLED. */
  COMPLETED_NOT_JUDGED: 16,
  /** Of the ones settled early or on time: overdue on record when their completion was entered. */
  SETTLED_RECORDED_LATE: 17,
  /** Of SETTLED_AS_FIRST_PROMISED: never promised an appointment, and first completed after the procedure's limit. */
  FIRST_SETTLED_PAST_LIMIT: 18,
  /** Dossiers settled overdue that had become so before a transfer was entered: at the agency that had them then ... */
  OVERDUE_LEFT_BEHIND: 19,
  /** ... and at the agency that settled them. Both on the day settled. */
  OVERDUE_TAKEN_OVER: 20,
  /**
   * Dossiers withdrawn, terminated or voided when overdue on record, voided after a late completion too, on that day, at the
   * agency that had them on record when they became overdue.
   */
  ENDED_OVERDUE: 21,
  /**
   * Dossiers whose wait for an answer is known, voided ones too, on the day of the answer, or of the withdrawal or voiding
   * that came before one, at the receiving agency.
   */
  WAIT_KNOWN: 22,
  /** Of these: those that waited more than eight working hours. */
  WAITED_LONG: 23,
  /** Dossiers of SETTLED_RECORDED_LATE on the same day, at the agency that had them on record when they became overdue. */
  RECORDED_LATE_AT_RESPONSIBLE: 24,
  /** Flows of the gauges, at the settling agency: the state at a midnight is the sum of all days before it. */
  OPENED: 25,
  CLOSED: 26,
  SUSPENDED: 27,
  RESUMED: 28,
  OVERDUE_BEGAN: 29,
  OVERDUE_ENDED: 30,
  /**
   * What OVERDUE_BEGAN lacks to count how many dossiers have become late by Decision 766, which needs one beginning a dossier:
   * a second supplement request makes it late at once, and a late one does not become late again.
   */
  LATE_BY_SECOND_SUPPLEMENT: 31,
  LATE_ALREADY: 32,
  /** Late by Decision 766 and ended, on the day it ended. */
  LATE_CLOSED: 33,
} as const;
export type Measure = (typeof Measure)[keyof typeof Measure];
export type MeasureName = keyof typeof Measure;

/** Names in the order of their codes. */
export const measureNames = Object.keys(Measure) as readonly MeasureName[];
export const MEASURES = measureNames.length;

/** A measure's column in the counter tables. */
export const measureColumns: readonly string[] = measureNames.map((name) => name.toLowerCase());

/** How often each measure was counted, by code. */
export type Counts = readonly number[];

export const noCounts: Counts = measureNames.map(() => 0);

export function addCounts(one: Counts, other: Counts): Counts {
  return one.map((count, code) => count + (other[code] ?? 0));
}
