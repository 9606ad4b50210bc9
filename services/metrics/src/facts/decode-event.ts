import { eventCatalogue, readEvent, type EventDefinition } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import { attributesOf, headersOf, type FollowedRecord } from '@motcua/messaging';
import { type Decoder, decoders } from './decode-state.js';
import type { HeardState } from './fact.js';
import { count, fields, LARGEST_INT4, Malformed, text } from './field-readers.js';

/** What of a record makes an event. */
export type EncodedEvent = Pick<FollowedRecord, 'key' | 'value' | 'headers'>;

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
