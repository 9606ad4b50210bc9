import { DEAD_LETTERS_TOPIC } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import type { EventRecord } from '../kafka/event-record.js';

export const DEAD_LETTER_TYPE = 'vn.motcua.dead-letter.raised.v1';
export const DEAD_LETTER_REPLAYED_TYPE = 'vn.motcua.dead-letter.replayed.v1';

/** Header of a replayed record: its dead letter, which the inbox claims instead of the event's own id. */
export const REPLAY_HEADER = 'motcua_replayof';

/** One record that one consumer could not handle. That consumer has passed it; others are not affected. */
export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  /** Code of the last error. */
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly raisedAt: string;
  /** Where the record stands in its topic. */
  readonly origin: { readonly topic: string; readonly partition: number; readonly offset: string };
  /** The record; of one that is too long, only its key and the headers that fit. */
  readonly record: EventRecord;
  /** The record was too long for a dead letter: a replay reads it from its topic. @default false */
  readonly cut?: boolean;
}

/** A dead letter is a record, too, and must stay far below the broker's limit (`max.message.bytes`, 1 MiB). */
const LONGEST_RECORD_BYTES = 256 * 1024;
const LONGEST_KEY = 200;
const LONGEST_HEADER = 200;
const LONGEST_REASON = 2_000;

export function newDeadLetter(
  { record, reason, ...letter }: Omit<DeadLetter, 'id' | 'raisedAt' | 'cut'>,
  at: Date = new Date(),
): DeadLetter {
  const fits = Buffer.byteLength(JSON.stringify(record)) <= LONGEST_RECORD_BYTES;
  const carried = fits ? { record } : { record: cutRecord(record), cut: true };
  return { id: uuidv7(at), raisedAt: at.toISOString(), ...letter, reason: reason.slice(0, LONGEST_REASON), ...carried };
}

function cutRecord({ topic, key, headers }: EventRecord): EventRecord {
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith('ce_') && name.length < LONGEST_HEADER);
  const kept = attributes.slice(0, 10).map(([name, value]) => [name, value.slice(0, LONGEST_HEADER)] as const);
  return { topic, key: key.slice(0, LONGEST_KEY), headers: Object.fromEntries(kept), value: '' };
}

/** A dead letter as a record for the outbox of its consumer. */
export function deadLetterRecord(letter: DeadLetter): EventRecord {
  return {
    topic: DEAD_LETTERS_TOPIC,
    key: letter.id,
    headers: {
      ce_specversion: '1.0',
      ce_id: letter.id,
      ce_type: DEAD_LETTER_TYPE,
      ce_source: `/services/${letter.consumer}`,
      ce_time: letter.raisedAt,
      ce_subject: letter.record.key,
      'content-type': 'application/json',
    },
    value: JSON.stringify(letter),
  };
}
