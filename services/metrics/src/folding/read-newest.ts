import { AppError } from '@motcua/kernel';
import { decodeEvent, type EncodedEvent, type EventReader, type HeardState, readerOf } from '../facts/index.js';
import type { ReadFault, ReadRecords } from './read-records.js';

interface Candidate<Encoded extends EncodedEvent> {
  readonly record: Encoded;
  readonly reader: EventReader;
  readonly revision: number;
}

const REVISION_FIRST = Buffer.from('{"revision":');
const [ZERO, NINE] = [48, 57];

/** The revision that an event's value begins with, as our services write it; undefined when it begins otherwise. */
function revisionAtStart(value: Buffer | null): number | undefined {
  if (!value || value.length < REVISION_FIRST.length) return undefined;
  for (let at = 0; at < REVISION_FIRST.length; at += 1) if (value[at] !== REVISION_FIRST[at]) return undefined;
  let revision = 0;
  for (let at = REVISION_FIRST.length; at < value.length; at += 1) {
    const digit = value[at]!;
    if (digit < ZERO || digit > NINE) return revision;
    revision = revision * 10 + digit - ZERO;
  }
  return undefined;
}

/**
 * For replays, where no fault becomes a dead letter any more. Reads of a batch only what can still matter: an event carries its producer's whole state, so of each dossier and
 * producer the newest revision says all that the earlier ones did. Those are passed unopened, which in a replay spares
 * most of the work; should the newest be unreadable, the next one is opened in its place. The facts are those that
 * `readRecords` gives; the faults are not, because they depend on where a batch ends.
 */
export function readNewest<Encoded extends EncodedEvent>(records: readonly Encoded[]): ReadRecords<Encoded> {
  const events: HeardState[] = [];
  const origins: Encoded[] = [];
  const faults: ReadFault<Encoded>[] = [];
  const read = ({ record, reader }: { record: Encoded; reader: EventReader }): boolean => {
    try {
      events.push(decodeEvent(record, reader));
      origins.push(record);
      return true;
    } catch (error) {
      faults.push({ record, error: asAppError(error) });
      return false;
    }
  };
  for (const candidates of newestByTopic(records, read, faults)) readFirstReadable(candidates, read);
  return { events, origins, faults };
}

/** Candidates of one dossier and topic; records whose revision does not show are read at once. */
function newestByTopic<Encoded extends EncodedEvent>(
  records: readonly Encoded[],
  read: (candidate: { record: Encoded; reader: EventReader }) => boolean,
  faults: ReadFault<Encoded>[],
): Iterable<Candidate<Encoded>[]> {
  const byTopic = new Map<string, Map<string, Candidate<Encoded>[]>>();
  for (const record of records) {
    let reader: EventReader;
    try {
      reader = readerOf(record);
    } catch (error) {
      faults.push({ record, error: asAppError(error) });
      continue;
    }
    const revision = revisionAtStart(record.value);
    if (revision === undefined) {
      read({ record, reader });
      continue;
    }
    const { topic } = reader.definition.family;
    const byKey = byTopic.get(topic) ?? new Map<string, Candidate<Encoded>[]>();
    byTopic.set(topic, byKey);
    const key = String(record.key);
    const candidates = byKey.get(key);
    if (candidates) candidates.push({ record, reader, revision });
    else byKey.set(key, [{ record, reader, revision }]);
  }
  return [...byTopic.values()].flatMap((byKey) => [...byKey.values()]);
}

function readFirstReadable<Encoded extends EncodedEvent>(
  candidates: Candidate<Encoded>[],
  read: (candidate: Candidate<Encoded>) => boolean,
): void {
  if (candidates.length > 1) candidates.sort((one, other) => other.revision - one.revision);
  let taken: Candidate<Encoded> | undefined;
  for (const candidate of candidates) {
    if (taken && candidate.revision < taken.revision) return;
    if (taken && candidate.record.value!.equals(taken.record.value!)) continue;
    if (read(candidate)) taken ??= candidate;
  }
}

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  throw error;
}
