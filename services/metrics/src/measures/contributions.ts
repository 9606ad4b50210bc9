import type { Fact, IntakeSlice, PaymentSlice, SurveySlice } from '../facts/index.js';
import { type DayNumber, dayOf } from '../time/index.js';
import type { Contribution } from './contribution.js';
import { countFlows } from './count-flows.js';
import { countEndedOverdue, countFirstSettlement, countSettlement } from './count-settlements.js';
import { Measure } from './measures.js';

/** Raise it whenever {@link contributions} gives another answer for any fact: counters of another version are not added to. */
export const CONTRIBUTIONS_VERSION = 5;

/** An online submission is to be answered within eight working hours of its arrival; a counter's waits no longer. */
const LONG_WAIT_MINUTES = 480;

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
 * All that a dossier adds to the counters: the one place that decides what counts, where and on which day.
 * Pure: counters are the sum of the contributions of all facts, whatever way the facts came about. A fold adds
 * `contributions(after) - contributions(before)`, so whatever no longer holds takes itself back.
 * Nothing counts before intake is heard, because only intake knows the agencies. A voided dossier counts nowhere but in
 * what was first settled, in what ended while overdue and in how long it waited.
 */
export function contributions(fact: Fact): readonly Contribution[] {
  const { intake, deadline, payment, survey } = fact;
  if (intake === null) return [];
  const counted: Contribution[] = [];
  if (deadline !== null) {
    countFirstSettlement(counted, intake, deadline);
    countEndedOverdue(counted, intake, deadline);
  }
  countWait(counted, intake);
  if (intake.voidedAt !== null) return counted;
  if (intake.acceptedAt !== null) {
    const day = dayOf(intake.acceptedAt);
    countReceipt(counted, intake, day);
    if (payment !== null) countPayment(counted, intake, payment, day);
    countFlows(counted, intake, deadline, day);
  }
  countSettlement(counted, intake, deadline);
  if (survey !== null) countRatings(counted, intake, survey);
  return counted;
}

function countWait(counted: Contribution[], intake: IntakeSlice): void {
  const { waitedMinutes, receivingAgency: agency } = intake;
  const endedAt = intake.acceptedAt ?? intake.refusedAt ?? intake.withdrawnAt ?? intake.voidedAt;
  if (waitedMinutes === null || endedAt === null) return;
  const day = dayOf(endedAt);
  counted.push({ measure: Measure.WAIT_KNOWN, agency, day });
  if (waitedMinutes > LONG_WAIT_MINUTES) counted.push({ measure: Measure.WAITED_LONG, agency, day });
}

function countReceipt(counted: Contribution[], intake: IntakeSlice, day: DayNumber): void {
  const { receivingAgency: agency } = intake;
  counted.push({ measure: RECEIVED[intake.channel], agency, day });
  if (!intake.offeredOnline) return;
  counted.push({ measure: Measure.OFFERED, agency, day });
  if (intake.channel === 'ONLINE') {
    counted.push({ measure: Measure.OFFERED_SUBMITTED_ONLINE, agency, day });
  }
}

function countPayment(counted: Contribution[], intake: IntakeSlice, payment: PaymentSlice, day: DayNumber): void {
  if (payment.status === 'CANCELLED') return;
  const { settlingAgency: agency } = intake;
  counted.push({ measure: Measure.CHARGED, agency, day });
  if (payment.status === 'SETTLED' && payment.method === 'ONLINE') {
    counted.push({ measure: Measure.PAID_ONLINE, agency, day });
  }
}

function countRatings(counted: Contribution[], intake: IntakeSlice, survey: SurveySlice): void {
  const { settlingAgency: agency } = intake;
  for (const { rating, invitedAt } of survey.invitations) {
    if (rating !== null) counted.push({ measure: RATED[rating], agency, day: dayOf(invitedAt) });
  }
}
