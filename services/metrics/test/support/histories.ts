import {
  DeadlineStartedV1,
  DossierAcceptedV1,
  DossierRefusedV1,
  DossierSubmittedV1,
  PaymentOrderOpenedV1,
  PaymentCancelledV1,
  PaymentRefundedV1,
  PaymentSettledV1,
  type DeadlineStateV1,
  type DomainEvent,
  type DossierStateV1,
  type PaymentStateV1,
} from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { deadlineState, submittedDossier } from '@motcua/testing';
import fc from 'fast-check';
import { writeCorrection, writeEnding, writeTransfer, writeVoiding } from './endings.js';
import { anyFate, type Fate } from './fates.js';
import { agency, HistoryWriter, HOUR, iso, stepsOf } from './history-writer.js';
import { writeStops } from './stops.js';

export { anyFate, type Fate } from './fates.js';

function firstDossierState(dossierId: string, fate: Fate): DossierStateV1 {
  return submittedDossier({
    dossierId,
    dossierCode: `000.00.17.H06-230102-${dossierId.slice(-4)}`,
    procedure: {
      ...submittedDossier().procedure,
      code: `1.00000${fate.procedure}`,
      onlineLevel: fate.offeredOnline ? 'FULL_ONLINE' : 'NONE',
      fee: fate.fee === 'none' ? null : { amountVnd: 50_000, collection: 'POSTPAID', lines: [] },
    },
    receivingAgency: agency(fate.receiving),
    settlingAgency: agency(fate.settling),
    settlingAgencyPath: ['H06', agency(fate.settling)],
    channel: fate.channel,
    externalCode: fate.imported ? `OLD-${dossierId.slice(-4)}` : null,
    submittedAt: iso(fate.startAt),
    effectiveSubmittedAt: iso(fate.startAt),
  });
}

function firstDeadlineState(dossierId: string, fate: Fate, at: number, promisedAt: number): DeadlineStateV1 {
  return deadlineState({
    dossierId,
    originalDueAt: fate.imported ? null : iso(promisedAt),
    currentDueAt: fate.parked ? null : iso(promisedAt),
    dueSoonAt: fate.parked ? null : iso(promisedAt - 8 * HOUR),
    parked: fate.parked ? { since: iso(at), reason: 'CALENDAR_YEAR_MISSING', year: 2028 } : null,
  });
}

/** The whole history of a dossier, in the order in which it happened. */
export function historyOf(fate: Fate, dossierId: string = newDossierId()): DomainEvent[] {
  const writer = new HistoryWriter(dossierId);
  const [wait, pause, stand, , , , pay, refund] = stepsOf(fate);
  let dossier = firstDossierState(dossierId, fate);
  writer.say(DossierSubmittedV1, fate.startAt, dossier);
  const at = fate.startAt + wait;
  if (fate.answer === 'refused') {
    const answer = { status: 'REFUSED_AT_INTAKE' as const, refusedAt: iso(at), waitedWorkingMinutes: fate.waited };
    writer.say(DossierRefusedV1, at, { ...dossier, ...answer });
    if (!fate.imported) writer.invite('REFUSED_AT_INTAKE', at);
  }
  if (fate.answer !== 'accepted') return writer.events;
  const promisedAt = at + 40 * HOUR;
  dossier = {
    ...dossier,
    status: 'ACCEPTED',
    acceptedAt: iso(at),
    waitedWorkingMinutes: fate.waited,
    appointmentAt: fate.imported ? null : iso(promisedAt),
  };
  writer.say(DossierAcceptedV1, at, dossier);
  const deadline = firstDeadlineState(dossierId, fate, at, promisedAt);
  writer.say(DeadlineStartedV1, at, deadline);
  if (!fate.imported) {
    writePayment(writer, fate, at, pay, refund);
    writer.invite('ACCEPTED', at);
  }
  const accepted = writeTransfer(writer, fate, 'accepted', { at, dossier, deadline });
  const standing = writeStops(writer, fate, accepted, { pause, stand });
  const ended = writeEnding(writer, fate, standing);
  const corrected = writeCorrection(writer, fate, ended);
  writeVoiding(writer, fate, writeTransfer(writer, fate, 'after-the-end', corrected));
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
