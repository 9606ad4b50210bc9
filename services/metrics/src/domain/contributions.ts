import type { DeadlineRegister, Fact, IntakeRegister, PaymentRegister, Pause, SurveyRegister } from './fact.js';
import { dayOf, type DayNumber, type Instant } from './local-calendar.js';
import { Measure } from './measures.js';

/** Raise it whenever {@link contributions} gives another answer for any fact: counters of another version are not added to. */
export const CONTRIBUTIONS_VERSION = 2;

/** One count of a measure: where and when it counts. */
export interface Contribution {
  readonly measure: Measure;
  readonly agency: string;
  readonly day: DayNumber;
  readonly procedure: string;
}

const RECEIVED = {
  IN_PERSON: Measure.RECEIVED_IN_PERSON,
  ONLINE: Measure.RECEIVED_ONLINE,
  POSTAL: Measure.RECEIVED_POSTAL,
} as const;

const RATED = {
  VERY_SATISFIED: Measure.RATED_VERY_SATISFIED,
  SATISFIED: Measure.RATED_SATISFIED,
  UNSATISFIED: Measure.RATED_UNSATISFIED,
} as const;

/**
 * All that a dossier adds to the counters: the one place where it is said what counts, where and on which day.
 * Pure: counters are the sum of the contributions of all facts, whatever way the facts came about. A fold adds
 * `contributions(after) - contributions(before)`, so whatever no longer holds takes itself back.
 * Nothing counts before intake is heard, because only intake knows the agencies. A voided dossier counts nowhere but in
 * what was first settled.
 *
 * Gauges. Open, suspended and overdue are kept as flows by local day. Events from the future are refused, so openings,
 * closings, pauses and the end of being overdue lie in the past, and the sum of all their days is the state now. Only
 * the beginning of being overdue is known ahead: it counts on the day of the due instant as soon as that is promised.
 * So overdue now = began less ended through today, less the running dossiers whose due instant is still ahead today,
 * which an index finds. A clock that stands still or has ended before its due instant began nothing.
 */
export function contributions(fact: Fact): readonly Contribution[] {
  const { intake, deadline, payment, survey } = fact;
  if (intake === null) return [];
  const counted: Contribution[] = [];
  if (deadline !== null) countFirstSettlement(counted, intake, deadline);
  if (intake.voidedAt !== null) return counted;
  if (intake.acceptedAt !== null) {
    const day = dayOf(intake.acceptedAt);
    countReceipt(counted, intake, day);
    if (payment !== null) countPayment(counted, intake, payment, day);
    countFlows(counted, intake, deadline, day);
  }
  if (deadline !== null) countSettlement(counted, intake, deadline);
  if (survey !== null) countRatings(counted, intake, survey);
  return counted;
}

function countReceipt(counted: Contribution[], intake: IntakeRegister, day: DayNumber): void {
  const { receivingAgency: agency, procedureCode: procedure } = intake;
  counted.push({ measure: RECEIVED[intake.channel], agency, day, procedure });
  if (!intake.offeredOnline) return;
  counted.push({ measure: Measure.OFFERED, agency, day, procedure });
  if (intake.channel === 'ONLINE') {
    counted.push({ measure: Measure.OFFERED_SUBMITTED_ONLINE, agency, day, procedure });
  }
}

function countPayment(counted: Contribution[], intake: IntakeRegister, payment: PaymentRegister, day: DayNumber): void {
  if (payment.status === 'CANCELLED') return;
  const { settlingAgency: agency, procedureCode: procedure } = intake;
  counted.push({ measure: Measure.CHARGED, agency, day, procedure });
  if (payment.status === 'SETTLED' && payment.method === 'ONLINE') {
    counted.push({ measure: Measure.PAID_ONLINE, agency, day, procedure });
  }
}

/**
 * Settled: intake completed it and deadlines ended its clock with an outcome. Lateness is read from the instants
 * (equality is on time); only early or on time, which needs the working calendar, is deadlines' word.
 */
function countSettlement(counted: Contribution[], intake: IntakeRegister, deadline: DeadlineRegister): void {
  if (intake.completedAt === null || deadline.outcome === null) return;
  const { settlingAgency: agency, procedureCode: procedure } = intake;
  const day = dayOf(intake.completedAt);
  const overdue = deadline.currentDueAt !== null && intake.completedAt > deadline.currentDueAt;
  const inTime = deadline.outcome === 'EARLY' ? Measure.SETTLED_EARLY : Measure.SETTLED_ON_TIME;
  counted.push({ measure: overdue ? Measure.SETTLED_OVERDUE : inTime, agency, day, procedure });
}

/** Looks only at what never changes once it is set, so neither a correction nor a voiding moves it. */
function countFirstSettlement(counted: Contribution[], intake: IntakeRegister, deadline: DeadlineRegister): void {
  const { firstCompletedAt, settlingAgency: agency, procedureCode: procedure } = intake;
  if (firstCompletedAt === null) return;
  const day = dayOf(firstCompletedAt);
  counted.push({ measure: Measure.FIRST_SETTLED, agency, day, procedure });
  if (deadline.originalDueAt === null || firstCompletedAt <= deadline.originalDueAt) {
    counted.push({ measure: Measure.SETTLED_AS_FIRST_PROMISED, agency, day, procedure });
  }
}

function countRatings(counted: Contribution[], intake: IntakeRegister, survey: SurveyRegister): void {
  const { settlingAgency: agency, procedureCode: procedure } = intake;
  for (const { rating, invitedAt } of survey.invitations) {
    if (rating !== null) counted.push({ measure: RATED[rating], agency, day: dayOf(invitedAt), procedure });
  }
}

function countFlows(
  counted: Contribution[],
  intake: IntakeRegister,
  deadline: DeadlineRegister | null,
  openedOn: DayNumber,
): void {
  const { settlingAgency: agency, procedureCode: procedure } = intake;
  const endedAt = endOf(intake);
  const count = (measure: Measure, day: DayNumber): void => void counted.push({ measure, agency, day, procedure });
  count(Measure.OPENED, openedOn);
  if (endedAt !== Infinity) count(Measure.CLOSED, dayOf(endedAt));
  if (deadline === null) return;
  for (const { from, to } of deadline.pauses) {
    if (from >= endedAt) break;
    count(Measure.SUSPENDED, dayOf(from));
    const resumedAt = Math.min(to ?? Infinity, endedAt);
    if (resumedAt !== Infinity) count(Measure.RESUMED, dayOf(resumedAt));
  }
  if (deadline.currentDueAt === null) return;
  for (const [from, to] of overdueSpans(deadline.currentDueAt, deadline.pauses, endedAt)) {
    count(Measure.OVERDUE_BEGAN, dayOf(from));
    if (to !== Infinity) count(Measure.OVERDUE_ENDED, dayOf(to));
  }
}

/** The earliest of completion, withdrawal and termination; Infinity while it is open. */
function endOf({ completedAt, withdrawnAt, terminatedAt }: IntakeRegister): Instant {
  return Math.min(completedAt ?? Infinity, withdrawnAt ?? Infinity, terminatedAt ?? Infinity);
}

/** When the dossier is overdue: from its due instant to its end, without the times in which the clock stands still. */
function overdueSpans(dueAt: Instant, pauses: readonly Pause[], endedAt: Instant): (readonly [Instant, Instant])[] {
  const spans: (readonly [Instant, Instant])[] = [];
  let from = dueAt;
  for (const pause of pauses) {
    const resumedAt = pause.to ?? Infinity;
    if (resumedAt <= from) continue;
    const to = Math.min(pause.from, endedAt);
    if (from < to) spans.push([from, to]);
    from = resumedAt;
  }
  if (from < endedAt) spans.push([from, endedAt]);
  return spans;
}
