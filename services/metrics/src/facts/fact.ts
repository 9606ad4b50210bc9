import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../time/index.js';

export type Channel = 'IN_PERSON' | 'ONLINE' | 'POSTAL';
export type Outcome = 'EARLY' | 'ON_TIME' | 'OVERDUE';
export type PaymentStatus = 'OPEN' | 'SETTLED' | 'REFUNDED' | 'CANCELLED';
export type PaymentMethod = 'ONLINE' | 'CASH';
export type Rating = 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED';

/** A move of the dossier from one settling agency to another. */
export interface Transfer {
  /** When it was entered; where that was not noted, when it happened. */
  readonly recordedAt: Instant;
  readonly fromAgency: string;
}

/** What figures need of intake's state. */
export interface IntakeSlice {
  readonly revision: number;
  readonly procedureCode: string;
  /** The procedure offers an online service, partial or full. */
  readonly offeredOnline: boolean;
  readonly feeBearing: boolean;
  readonly channel: Channel;
  readonly receivingAgency: string;
  readonly settlingAgency: string;
  readonly status: string;
  /** Taken over from another system: its fee and its slips are that system's. */
  readonly imported: boolean;
  /** When the submission took effect, so that it waits for an answer; null while a prepaid fee is unpaid. */
  readonly effectiveSubmittedAt: Instant | null;
  /** Since when payments owes it a fee order; null: none is due. */
  readonly feeOwedSince: Instant | null;
  readonly refusedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  /** Working time between the effective submission and the answer, acceptance or refusal; null: not known. */
  readonly waitedMinutes: number | null;
  readonly firstSupplementAt: Instant | null;
  readonly secondSupplementAt: Instant | null;
  /**
   * When the request for supplements or the suspension was entered that nobody has ended, also not the end of the dossier;
   * where that was not noted, when it began. Null: there is none.
   */
  readonly openStopRecordedAt: Instant | null;
  readonly firstCompletedAt: Instant | null;
  readonly completedAt: Instant | null;
  /** When the completion in force was recorded; null: none, or not noted then. */
  readonly completionRecordedAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  /** When the agency ended it without a result. */
  readonly terminatedAt: Instant | null;
  /** When it was found to be an error and struck out. */
  readonly voidedAt: Instant | null;
  /** When the first of withdrawal, termination and voiding was recorded; null: none of them, or not noted then. */
  readonly endRecordedAt: Instant | null;
  /** In order of time; null when there was none. */
  readonly transfers: readonly Transfer[] | null;
}

/** A time in which the clock stood still; `to` is null while it does. */
export interface Pause {
  readonly from: Instant;
  readonly to: Instant | null;
}

/** What figures need of deadlines' state. */
export interface DeadlineSlice {
  readonly revision: number;
  readonly originalDueAt: Instant | null;
  readonly currentDueAt: Instant | null;
  /**
   * The due instant that the clock ran past first, or will, where pauses count from when they were entered. Null only where
   * there is no due instant.
   */
  readonly overdueFrom: Instant | null;
  readonly dueSoonAt: Instant | null;
  /** In order of time, not overlapping; only the last one may be open. */
  readonly pauses: readonly Pause[];
  /** Since when the due instant cannot be computed; null while it can. */
  readonly parkedSince: Instant | null;
  readonly closedAt: Instant | null;
  readonly outcome: Outcome | null;
}

/** What figures need of payments' state. */
export interface PaymentSlice {
  readonly revision: number;
  readonly amountVnd: number;
  readonly status: PaymentStatus;
  readonly method: PaymentMethod | null;
  readonly settledAt: Instant | null;
  readonly refundedAt: Instant | null;
}

export interface Invitation {
  readonly stage: string;
  readonly invitedAt: Instant;
  readonly rating: Rating | null;
}

/** What figures need of surveys' state. */
export interface SurveySlice {
  readonly revision: number;
  readonly invitations: readonly Invitation[];
}

export interface Slices {
  readonly intake: IntakeSlice | null;
  readonly deadline: DeadlineSlice | null;
  readonly payment: PaymentSlice | null;
  readonly survey: SurveySlice | null;
}
export type SliceName = keyof Slices;
export const SLICES: readonly SliceName[] = ['intake', 'deadline', 'payment', 'survey'];

/**
 * All that is known of one dossier: the newest state heard of each producer, or null while nothing was heard.
 * A dossier lives in one partition of every topic, and so does its fact.
 */
export interface Fact extends Slices {
  readonly partition: number;
  readonly dossierId: string;
}

/** A producer's state of a dossier, as an event carried it. */
export type HeardState = {
  readonly [Name in SliceName]: {
    readonly dossierId: string;
    readonly slice: Name;
    readonly state: NonNullable<Slices[Name]>;
  };
}[SliceName];

export const Hearing = {
  /** A higher revision than the one known: taken over. */
  News: 'news',
  /** A lower revision, or the same one again: nothing changes. */
  Known: 'known',
  /** The same revision with other content. The first one stays; somebody must look. */
  Disputed: 'disputed',
} as const;
export type Hearing = (typeof Hearing)[keyof typeof Hearing];

export function unheardFact(partition: number, dossierId: string): Fact {
  return { partition, dossierId, intake: null, deadline: null, payment: null, survey: null };
}

/** How an event stands to what is known. */
export function judgeHearing(fact: Fact, heard: HeardState): Hearing {
  const known = fact[heard.slice];
  if (known === null || heard.state.revision > known.revision) return Hearing.News;
  const disputed = heard.state.revision === known.revision && !isDeepStrictEqual(heard.state, known);
  return disputed ? Hearing.Disputed : Hearing.Known;
}

/**
 * The fact after an event: each slice keeps its highest revision. As long as no revision is disputed, the merge is
 * commutative, associative and idempotent, so the fact is a function of the set of events, whatever their order and
 * however often each one came.
 */
export function mergeEvent(fact: Fact, heard: HeardState): Fact {
  return judgeHearing(fact, heard) === Hearing.News ? heardFact(fact, heard) : fact;
}

/** The fact after an event that was judged as news. */
export function heardFact({ partition, dossierId, intake, deadline, payment, survey }: Fact, heard: HeardState): Fact {
  switch (heard.slice) {
    case 'intake':
      return { partition, dossierId, intake: heard.state, deadline, payment, survey };
    case 'deadline':
      return { partition, dossierId, intake, deadline: heard.state, payment, survey };
    case 'payment':
      return { partition, dossierId, intake, deadline, payment: heard.state, survey };
    case 'survey':
      return { partition, dossierId, intake, deadline, payment, survey: heard.state };
  }
}
