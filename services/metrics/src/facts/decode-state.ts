import type { HeardState, Transfer } from './fact.js';
import {
  count,
  type Fields,
  fields,
  instant,
  LARGEST_INT4,
  list,
  Malformed,
  oneOf,
  orMissing,
  orNull,
  text,
} from './field-readers.js';

const ONLINE_LEVELS = new Set(['NONE', 'PARTIAL_ONLINE', 'FULL_ONLINE'] as const);
const CHANNELS = new Set(['IN_PERSON', 'ONLINE', 'POSTAL'] as const);
const OUTCOMES = new Set(['EARLY', 'ON_TIME', 'OVERDUE'] as const);
const PAYMENT_STATUSES = new Set(['OPEN', 'SETTLED', 'REFUNDED', 'CANCELLED'] as const);
const PAYMENT_METHODS = new Set(['ONLINE', 'CASH'] as const);
const RATINGS = new Set(['UNSATISFIED', 'SATISFIED', 'VERY_SATISFIED'] as const);

const outcome = (value: unknown) => oneOf(OUTCOMES, value);
const method = (value: unknown) => oneOf(PAYMENT_METHODS, value);
const rating = (value: unknown) => oneOf(RATINGS, value);

function minutes(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Malformed('not a whole number of minutes');
  return Math.min(value as number, LARGEST_INT4);
}

const requestedAt = (supplement: unknown): number | null =>
  orMissing(supplement, (given) => instant(fields(given)['requestedAt']));

/** When something was entered; where that was not noted, when it happened. */
const entryOf = (recordedAt: unknown, happenedAt: unknown): number => instant(recordedAt ?? happenedAt);

/** Of the stop that nobody has ended: there is one at most. */
function openStopIn(supplements: readonly unknown[], suspensions: readonly unknown[]): number | null {
  const supplement = supplements.map(fields).find(({ receivedAt }) => receivedAt === null);
  if (supplement) return entryOf(supplement['recordedAt'], supplement['requestedAt']);
  const suspension = suspensions.map(fields).find(({ to }) => to === null);
  return suspension ? entryOf(suspension['recordedAt'], suspension['from']) : null;
}

/** Null for none: most dossiers stay where they are. */
function transfersIn(value: unknown): readonly Transfer[] | null {
  if (value === undefined) return null;
  const transfers = list(value).map((transfer) => {
    const { at, recordedAt, fromAgency } = fields(transfer);
    return { recordedAt: entryOf(recordedAt, at), fromAgency: text(fromAgency) };
  });
  return transfers.length > 0 ? transfers : null;
}

/** Picks from a producer's state what figures need. */
export type Decoder = (dossierId: string, revision: number, state: Fields) => HeardState;

/** One a topic. */
export const decoders: Readonly<Record<string, Decoder>> = {
  'dossier.events': (dossierId, revision, state) => {
    const procedure = fields(state['procedure']);
    const fee = orNull(procedure['fee'], fields);
    const imported = (state['externalCode'] ?? null) !== null;
    const acceptedAt = orNull(state['acceptedAt'], instant);
    const owedSince = fee?.['collection'] === 'PREPAID' ? instant(state['submittedAt']) : acceptedAt;
    const supplements = list(state['supplements']);
    return {
      dossierId,
      slice: 'intake',
      state: {
        revision,
        procedureCode: text(procedure['code']),
        offeredOnline: oneOf(ONLINE_LEVELS, procedure['onlineLevel']) !== 'NONE',
        feeBearing: fee !== null,
        channel: oneOf(CHANNELS, state['channel']),
        receivingAgency: text(state['receivingAgency']),
        settlingAgency: text(state['settlingAgency']),
        status: text(state['status']),
        imported,
        effectiveSubmittedAt: orNull(state['effectiveSubmittedAt'], instant),
        feeOwedSince: fee === null || imported ? null : owedSince,
        refusedAt: orNull(state['refusedAt'], instant),
        acceptedAt,
        waitedMinutes: orMissing(state['waitedWorkingMinutes'], minutes),
        firstSupplementAt: requestedAt(supplements[0]),
        secondSupplementAt: requestedAt(supplements[1]),
        openStopRecordedAt: openStopIn(supplements, list(state['suspensions'] ?? [])),
        firstCompletedAt: orNull(state['firstCompletedAt'], instant),
        completedAt: orNull(state['completedAt'], instant),
        completionRecordedAt: orMissing(state['completionRecordedAt'], instant),
        returnedAt: orNull(state['returnedAt'], instant),
        withdrawnAt: orNull(state['withdrawnAt'], instant),
        terminatedAt: orMissing(state['terminatedAt'], instant),
        voidedAt: orMissing(state['voidedAt'], instant),
        endRecordedAt: orMissing(state['endRecordedAt'], instant),
        transfers: transfersIn(state['transfers']),
      },
    };
  },
  'deadline.events': (dossierId, revision, state) => ({
    dossierId,
    slice: 'deadline',
    state: {
      revision,
      originalDueAt: orNull(state['originalDueAt'], instant),
      currentDueAt: orNull(state['currentDueAt'], instant),
      overdueFrom: orMissing(state['overdueFrom'] ?? state['currentDueAt'], instant),
      dueSoonAt: orNull(state['dueSoonAt'], instant),
      pauses: list(state['pauses']).map((pause) => {
        const { from, to } = fields(pause);
        return { from: instant(from), to: orNull(to, instant) };
      }),
      parkedSince: orMissing(state['parked'], (parked) => instant(fields(parked)['since'])),
      closedAt: orNull(state['closedAt'], instant),
      outcome: orNull(state['outcome'], outcome),
    },
  }),
  'payment.events': (dossierId, revision, state) => ({
    dossierId,
    slice: 'payment',
    state: {
      revision,
      amountVnd: count(state['amountVnd']),
      status: oneOf(PAYMENT_STATUSES, state['status']),
      method: orNull(state['method'], method),
      settledAt: orNull(state['settledAt'], instant),
      refundedAt: orNull(state['refundedAt'], instant),
    },
  }),
  'survey.events': (dossierId, revision, state) => ({
    dossierId,
    slice: 'survey',
    state: {
      revision,
      invitations: list(state['invitations']).map((invitation) => {
        const given = fields(invitation);
        return {
          stage: text(given['stage']),
          invitedAt: instant(given['invitedAt']),
          rating: orNull(given['rating'], rating),
        };
      }),
    },
  }),
};

/**
 * Reads a producer's state as the fold would read it from an event of that topic, at that revision.
 * @throws Error saying what cannot be read
 */
export function decodeState(topic: string, dossierId: string, revision: number, state: unknown): HeardState {
  return decoders[topic]!(dossierId, revision, fields(state));
}
