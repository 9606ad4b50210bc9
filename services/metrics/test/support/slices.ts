import {
  type DeadlineSlice,
  type Fact,
  type IntakeSlice,
  type PaymentSlice,
  unheardFact,
} from '../../src/facts/fact.js';
import { contributions } from '../../src/measures/contributions.js';
import { measureNames } from '../../src/measures/measures.js';
import { dayText } from '../../src/time/local-calendar.js';

/** An instant from local time. */
export const at = (text: string): number => Date.parse(`${text}+07:00`);

/** Accepted on Tuesday 2 May 2023, and nothing since. */
export const accepted: IntakeSlice = {
  revision: 2,
  procedureCode: '1.000001',
  offeredOnline: true,
  feeBearing: true,
  channel: 'ONLINE',
  receivingAgency: 'RECEIVING',
  settlingAgency: 'SETTLING',
  status: 'ACCEPTED',
  imported: false,
  effectiveSubmittedAt: at('2023-05-02T21:00'),
  feeOwedSince: null,
  refusedAt: null,
  acceptedAt: at('2023-05-02T23:30'),
  waitedMinutes: null,
  firstSupplementAt: null,
  secondSupplementAt: null,
  openStopRecordedAt: null,
  firstCompletedAt: null,
  completedAt: null,
  completionRecordedAt: null,
  returnedAt: null,
  withdrawnAt: null,
  terminatedAt: null,
  voidedAt: null,
  endRecordedAt: null,
  transfers: null,
};
/** Due on Tuesday 9 May at 10:00; nothing has moved it. */
export const running: DeadlineSlice = {
  revision: 1,
  originalDueAt: at('2023-05-09T10:00'),
  currentDueAt: at('2023-05-09T10:00'),
  overdueFrom: at('2023-05-09T10:00'),
  dueSoonAt: at('2023-05-08T10:00'),
  pauses: [],
  parkedSince: null,
  closedAt: null,
  outcome: null,
};
export const opened: PaymentSlice = {
  revision: 1,
  amountVnd: 50_000,
  status: 'OPEN',
  method: null,
  settledAt: null,
  refundedAt: null,
};

export const factOf = (slices: Partial<Fact>): Fact => ({ ...unheardFact(0, 'a dossier'), ...slices });
/** What a fact adds to the counters: measure, agency and day. */
export const countedIn = (fact: Fact): string[] =>
  contributions(fact).map(({ measure, agency, day }) => `${measureNames[measure]} ${agency} ${dayText(day)}`);
export const completedAt = (instant: number): IntakeSlice => ({
  ...accepted,
  revision: 3,
  status: 'COMPLETED',
  firstCompletedAt: instant,
  completedAt: instant,
});
