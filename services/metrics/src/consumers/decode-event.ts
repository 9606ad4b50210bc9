import { eventCatalogue, InstantText, readEvent, type EventDefinition } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import { attributesOf, headersOf, type FollowedRecord } from '@motcua/messaging';
import type { HeardState, Transfer } from '../domain/fact.js';
import { parseCanonicalInstant } from '../domain/instant-text.js';

/** What of a record makes an event. */
export type EncodedEvent = Pick<FollowedRecord, 'key' | 'value' | 'headers'>;

/** Thrown where a field cannot be used; where the contract sees the fault too, its own words are kept. */
class Malformed extends Error {}
/** Codes are short; a longer text is none, and PostgreSQL could not keep it in an index. */
const LONGEST_TEXT = 200;
const LARGEST_INT4 = 2 ** 31 - 1;
type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('not an object');
  return value as Fields;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed('not a list');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Malformed('not a text');
  if (value.length > LONGEST_TEXT || value.includes('\0')) throw new Malformed('a code that is too long or has a NUL');
  return value;
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) <= 0) throw new Malformed('not a positive whole number');
  return value as number;
}

function oneOf<const Word extends string>(words: ReadonlySet<Word>, value: unknown): Word {
  if (!words.has(value as Word)) throw new Malformed('a word that is not declared');
  return value as Word;
}

function instant(value: unknown): number {
  const canonical = parseCanonicalInstant(text(value));
  if (!Number.isNaN(canonical)) return canonical;
  if (!InstantText.safeParse(value).success) throw new Malformed('not an instant');
  return Date.parse(text(value));
}

const orNull = <Value>(value: unknown, read: (value: unknown) => Value): Value | null =>
  value === null ? null : read(value);

/** A field that older events do not have. */
const orMissing = <Value>(value: unknown, read: (value: unknown) => Value): Value | null => orNull(value ?? null, read);

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

/** Null for none: most dossiers stay where they are. */
function transfersIn(value: unknown): readonly Transfer[] | null {
  if (value === undefined) return null;
  const transfers = list(value).map((transfer) => {
    const { at, fromAgency } = fields(transfer);
    return { at: instant(at), fromAgency: text(fromAgency) };
  });
  return transfers.length > 0 ? transfers : null;
}

type Decoder = (dossierId: string, revision: number, state: Fields) => HeardState;

/** One a topic: picks what figures need from a producer's state. */
const decoders: Readonly<Record<string, Decoder>> = {
  'dossier.events': (dossierId, revision, state) => {
    const procedure = fields(state['procedure']);
    const fee = orNull(procedure['fee'], fields);
    const imported = (state['externalCode'] ?? null) !== null;
    const acceptedAt = orNull(state['acceptedAt'], instant);
    const owedSince = fee?.['collection'] === 'PREPAID' ? instant(state['submittedAt']) : acceptedAt;
    const supplements = list(state['supplements']);
    return {
      dossierId,
      register: 'intake',
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
        firstCompletedAt: orNull(state['firstCompletedAt'], instant),
        completedAt: orNull(state['completedAt'], instant),
        completionRecordedAt: orMissing(state['completionRecordedAt'], instant),
        returnedAt: orNull(state['returnedAt'], instant),
        withdrawnAt: orNull(state['withdrawnAt'], instant),
        terminatedAt: orMissing(state['terminatedAt'], instant),
        voidedAt: orMissing(state['voidedAt'], instant),
        transfers: transfersIn(state['transfers']),
      },
    };
  },
  'deadline.events': (dossierId, revision, state) => ({
    dossierId,
    register: 'deadline',
    state: {
      revision,
      originalDueAt: orNull(state['originalDueAt'], instant),
      currentDueAt: orNull(state['currentDueAt'], instant),
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
    register: 'payment',
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
    register: 'survey',
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

/** How to read one type of event. */
export interface EventReader {
  readonly definition: EventDefinition;
  readonly decode: Decoder;
}

const readers: ReadonlyMap<string, EventReader> = new Map(
  [...eventCatalogue.values()].flatMap((definition) => {
    const decode = decoders[definition.family.topic];
    return decode ? [[definition.type, { definition, decode }] as const] : [];
  }),
);

/** The shape of a UUID; its codes are matched below. */
const UUID_SHAPE = '00000000-0000-0000-0000-000000000000';
const [ZERO, NINE, A, F, CASE] = [48, 57, 97, 102, 32];
const HYPHEN = 45;
const isHyphen = Uint8Array.from(UUID_SHAPE, (character) => (character === '-' ? 1 : 0));

/** Whether an id in small letters is a UUID, and a key the same one, in whatever case. By hand: each record is asked. */
function isUuidIn(key: Buffer | null | undefined, id: string): boolean {
  if (!key || key.length !== 36 || id.length !== 36) return false;
  for (let at = 0; at < 36; at += 1) {
    const code = id.charCodeAt(at);
    if (isHyphen[at] === 1) {
      if (code !== HYPHEN || key[at] !== HYPHEN) return false;
    } else if (code >= A && code <= F) {
      if (key[at] !== code && key[at] !== code - CASE) return false;
    } else if (code < ZERO || code > NINE || key[at] !== code) return false;
  }
  return true;
}

/** @throws AppError `event-unknown`, not retryable */
export function readerOf(record: EncodedEvent): EventReader {
  const name = record.headers?.['ce_type'];
  const type = Buffer.isBuffer(name) ? name.toString('latin1') : String(name ?? '');
  const reader = readers.get(type);
  if (reader) return reader;
  throw new AppError(`Figures are not made of events of type "${type}".`, { code: 'event-unknown', retryable: false });
}

/**
 * Reads from a record what figures need. By hand, because the whole contract costs more than the rest of the fold: each
 * field that is used is checked, and a record that fails a check is read again by the contract, which names the fault.
 * @throws AppError `event-unknown` or `event-unreadable`, neither retryable
 */
export function decodeEvent(record: EncodedEvent, reader: EventReader = readerOf(record)): HeardState {
  const value = String(record.value ?? '');
  try {
    const payload = fields(JSON.parse(value));
    const state = fields(payload['state']);
    const dossierId = text(state['dossierId']).toLowerCase();
    // The key decides the partition, and with it where the fact lives: another key would split the dossier in two.
    if (!isUuidIn(record.key, dossierId)) {
      throw new Malformed('the record key is not the id of the dossier');
    }
    const revision = count(payload['revision']);
    if (revision > LARGEST_INT4) throw new Malformed('a revision beyond 2^31');
    return reader.decode(dossierId, revision, state);
  } catch (error) {
    if (!(error instanceof Malformed) && !(error instanceof SyntaxError)) throw error;
    throw unreadable(reader.definition, record, value, error);
  }
}

function unreadable(definition: EventDefinition, record: EncodedEvent, value: string, cause: Error): AppError {
  try {
    readEvent(definition, attributesOf(headersOf(record.headers)), value);
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  return new AppError(`The event keeps its contract but cannot be counted: ${cause.message}.`, {
    code: 'event-unreadable',
    retryable: false,
    cause,
  });
}
