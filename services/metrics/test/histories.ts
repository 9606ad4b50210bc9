import fc from 'fast-check';
import {
  DeadlineClosedV1,
  DeadlinePausedV1,
  DeadlineResumedV1,
  DeadlineStartedV1,
  DossierAcceptedV1,
  DossierCompletedV1,
  DossierReturnedV1,
  DossierSubmittedV1,
  DossierSupplementReceivedV1,
  DossierSupplementRequestedV1,
  DossierWithdrawnV1,
  newEvent,
  PaymentOrderOpenedV1,
  PaymentCancelledV1,
  PaymentRefundedV1,
  PaymentSettledV1,
  SurveyAnsweredV1,
  SurveyInvitedV1,
  type DeadlineStateV1,
  type DomainEvent,
  type DossierStateV1,
  type EventDefinition,
  type PaymentStateV1,
  type SurveyStateV1,
} from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';

const HOUR = 3_600_000;
const FIRST_DAY = Date.UTC(2023, 0, 2);
const LAST_DAY = Date.UTC(2023, 11, 20);

/** What chance decides about one dossier. */
export interface Fate {
  readonly startAt: number;
  readonly channel: DossierStateV1['channel'];
  readonly offeredOnline: boolean;
  readonly procedure: number;
  readonly receiving: number;
  readonly settling: number;
  readonly fee: 'none' | 'online' | 'cash' | 'refunded' | 'open';
  /** Hours from one step to the next. */
  readonly pace: readonly number[];
  readonly supplement: boolean;
  readonly ending: 'open' | 'suspended' | 'withdrawn' | 'completed' | 'returned';
  readonly outcome: 'EARLY' | 'ON_TIME' | 'OVERDUE';
  readonly rating: 'none' | 'UNSATISFIED' | 'SATISFIED' | 'VERY_SATISFIED';
}

export const anyFate: fc.Arbitrary<Fate> = fc.record({
  startAt: fc.integer({ min: FIRST_DAY, max: LAST_DAY }),
  channel: fc.constantFrom('IN_PERSON' as const, 'ONLINE' as const, 'POSTAL' as const),
  offeredOnline: fc.boolean(),
  procedure: fc.nat({ max: 5 }),
  receiving: fc.nat({ max: 7 }),
  settling: fc.nat({ max: 7 }),
  fee: fc.constantFrom('none' as const, 'online' as const, 'cash' as const, 'refunded' as const, 'open' as const),
  pace: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 8, maxLength: 8 }),
  supplement: fc.boolean(),
  ending: fc.constantFrom(
    'open' as const,
    'suspended' as const,
    'withdrawn' as const,
    'completed' as const,
    'returned' as const,
  ),
  outcome: fc.constantFrom('EARLY' as const, 'ON_TIME' as const, 'OVERDUE' as const),
  rating: fc.constantFrom('none' as const, 'UNSATISFIED' as const, 'SATISFIED' as const, 'VERY_SATISFIED' as const),
});

const iso = (at: number): string => new Date(at).toISOString();
const agency = (number: number): string => `H06.${String(number).padStart(2, '0')}`;

/** Writes the events of one dossier as the four producers would: each with its own revisions and its whole state. */
class HistoryWriter {
  readonly events: DomainEvent[] = [];
  private readonly revisions = new Map<string, number>();

  constructor(readonly dossierId: string) {}

  say<State>(definition: EventDefinition, at: number, state: State): void {
    const revision = (this.revisions.get(definition.family.topic) ?? 0) + 1;
    this.revisions.set(definition.family.topic, revision);
    const happenedAt = new Date(at);
    this.events.push(
      newEvent(definition, { happenedAt, recordedAt: happenedAt, revision, subject: this.dossierId, state }),
    );
  }
}

function firstDossierState(dossierId: string, fate: Fate): DossierStateV1 {
  return {
    dossierId,
    dossierCode: `000.00.17.H06-230102-${dossierId.slice(-4)}`,
    procedure: {
      code: `1.00000${fate.procedure}`,
      version: 1,
      onlineLevel: fate.offeredOnline ? 'FULL_ONLINE' : 'NONE',
      timeLimit: { amount: 5, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT' },
      clockPolicy: 'PAUSE',
      fee: fate.fee === 'none' ? null : { amountVnd: 50_000, collection: 'POSTPAID' },
    },
    calendarId: 'province',
    receivingAgency: agency(fate.receiving),
    settlingAgency: agency(fate.settling),
    settlingAgencyPath: ['H06', agency(fate.settling)],
    channel: fate.channel,
    status: 'SUBMITTED',
    submittedAt: iso(fate.startAt),
    effectiveSubmittedAt: iso(fate.startAt),
    acceptedAt: null,
    refusedAt: null,
    appointmentAt: null,
    supplements: [],
    firstCompletedAt: null,
    completedAt: null,
    result: null,
    returnedAt: null,
    withdrawnAt: null,
  };
}

/** The whole history of a dossier, in the order in which it happened. */
export function historyOf(fate: Fate, dossierId: string = newDossierId()): DomainEvent[] {
  const writer = new HistoryWriter(dossierId);
  const [wait = 1, pause = 1, stand = 1, work = 1, handOver = 1, answer = 1, pay = 1, refund = 1] = fate.pace.map(
    (hours) => hours * HOUR,
  );
  let dossier = firstDossierState(dossierId, fate);
  writer.say(DossierSubmittedV1, fate.startAt, dossier);
  const acceptedAt = fate.startAt + wait;
  const promisedAt = acceptedAt + 40 * HOUR;
  dossier = { ...dossier, status: 'ACCEPTED', acceptedAt: iso(acceptedAt), appointmentAt: iso(promisedAt) };
  writer.say(DossierAcceptedV1, acceptedAt, dossier);
  let deadline: DeadlineStateV1 = {
    dossierId,
    originalDueAt: iso(promisedAt),
    currentDueAt: iso(promisedAt),
    dueSoonAt: iso(promisedAt - 8 * HOUR),
    provisional: false,
    pauses: [],
    closedAt: null,
    outcome: null,
  };
  writer.say(DeadlineStartedV1, acceptedAt, deadline);
  writePayment(writer, fate, acceptedAt, pay, refund);
  let at = acceptedAt;
  if (fate.supplement || fate.ending === 'suspended') {
    at += pause;
    dossier = { ...dossier, status: 'SUPPLEMENT_REQUESTED', supplements: [{ requestedAt: iso(at), receivedAt: null }] };
    writer.say(DossierSupplementRequestedV1, at, dossier);
    deadline = { ...deadline, pauses: [{ from: iso(at), to: null }] };
    writer.say(DeadlinePausedV1, at, deadline);
    if (fate.ending === 'suspended') return writer.events;
    const from = at;
    at += stand;
    dossier = { ...dossier, status: 'ACCEPTED', supplements: [{ requestedAt: iso(from), receivedAt: iso(at) }] };
    writer.say(DossierSupplementReceivedV1, at, dossier);
    deadline = { ...deadline, pauses: [{ from: iso(from), to: iso(at) }], currentDueAt: iso(promisedAt + stand) };
    writer.say(DeadlineResumedV1, at, deadline);
  }
  writeEnding(writer, fate, dossier, deadline, at + work, handOver, answer);
  return writer.events;
}

function writePayment(writer: HistoryWriter, fate: Fate, openedAt: number, pay: number, refund: number): void {
  if (fate.fee === 'none') return;
  let payment: PaymentStateV1 = {
    dossierId: writer.dossierId,
    orderId: newDossierId(),
    amountVnd: 50_000,
    openedAt: iso(openedAt),
    status: 'OPEN',
    method: null,
    settledAt: null,
    refundedAt: null,
    failedAttempts: 0,
  };
  writer.say(PaymentOrderOpenedV1, openedAt, payment);
  if (fate.fee === 'open') {
    if (fate.ending === 'withdrawn')
      writer.say(PaymentCancelledV1, openedAt + pay, { ...payment, status: 'CANCELLED' });
    return;
  }
  const method = fate.fee === 'cash' ? 'CASH' : 'ONLINE';
  payment = { ...payment, status: 'SETTLED', method, settledAt: iso(openedAt + pay) };
  writer.say(PaymentSettledV1, openedAt + pay, payment);
  if (fate.fee === 'refunded') {
    payment = { ...payment, status: 'REFUNDED', refundedAt: iso(openedAt + pay + refund) };
    writer.say(PaymentRefundedV1, openedAt + pay + refund, payment);
  }
}

function writeEnding(
  writer: HistoryWriter,
  fate: Fate,
  dossier: DossierStateV1,
  deadline: DeadlineStateV1,
  at: number,
  handOver: number,
  answer: number,
): void {
  if (fate.ending === 'open') return;
  if (fate.ending === 'withdrawn') {
    writer.say(DossierWithdrawnV1, at, { ...dossier, status: 'WITHDRAWN', withdrawnAt: iso(at) });
    writer.say(DeadlineClosedV1, at, { ...deadline, closedAt: iso(at) });
    return;
  }
  const late = at > Date.parse(deadline.currentDueAt!);
  const inTime = fate.outcome === 'OVERDUE' ? 'ON_TIME' : fate.outcome;
  const completed: DossierStateV1 = {
    ...dossier,
    status: 'COMPLETED',
    firstCompletedAt: iso(at),
    completedAt: iso(at),
    result: 'POSITIVE',
  };
  writer.say(DossierCompletedV1, at, completed);
  writer.say(DeadlineClosedV1, at, { ...deadline, closedAt: iso(at), outcome: late ? 'OVERDUE' : inTime });
  if (fate.ending === 'completed') return;
  const returnedAt = at + handOver;
  writer.say(DossierReturnedV1, returnedAt, { ...completed, status: 'RETURNED', returnedAt: iso(returnedAt) });
  const survey: SurveyStateV1 = {
    dossierId: writer.dossierId,
    invitations: [{ stage: 'RETURNED', invitedAt: iso(returnedAt), rating: null, answeredAt: null }],
  };
  writer.say(SurveyInvitedV1, returnedAt, survey);
  if (fate.rating === 'none') return;
  writer.say(SurveyAnsweredV1, returnedAt + answer, {
    ...survey,
    invitations: [{ ...survey.invitations[0]!, rating: fate.rating, answeredAt: iso(returnedAt + answer) }],
  });
}

/** Several dossiers' events, mixed as time mixed them. */
export const anyHistory = (dossiers: { readonly min: number; readonly max: number }): fc.Arbitrary<DomainEvent[]> =>
  fc
    .array(anyFate, { minLength: dossiers.min, maxLength: dossiers.max })
    .map((fates) =>
      fates.flatMap((fate) => historyOf(fate)).sort((one, other) => one.happenedAt.localeCompare(other.happenedAt)),
    );

/**
 * How the wire may deliver a history: every event at least once, in any order, some twice. An event that was lost and
 * then redelivered is one that comes later than it should, so permutations cover it.
 */
export const anyDelivery = (history: readonly DomainEvent[]): fc.Arbitrary<DomainEvent[]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...history], { minLength: history.length, maxLength: history.length }),
      fc.subarray([...history]),
      fc.array(fc.nat(), { minLength: history.length, maxLength: history.length }),
    )
    .map(([once, again, places]) =>
      again.reduce((delivered, event, index) => {
        const place = (places[index] ?? 0) % (delivered.length + 1);
        return [...delivered.slice(0, place), event, ...delivered.slice(place)];
      }, once),
    );
