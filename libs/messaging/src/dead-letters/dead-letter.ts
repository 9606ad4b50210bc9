import { DEAD_LETTERS_TOPIC } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import type { EventRecord } from '../kafka/event-record.js';

export const DEAD_LETTER_TYPE = 'vn.motcua.dead-letter.raised.v1';
export const DEAD_LETTER_REPLAYED_TYPE = 'vn.motcua.dead-letter.replayed.v1';

/** Header of a replayed record: the dead letter it comes from, claimed in the inbox instead of the event's own id. */
export const REPLAY_HEADER = 'motcua_replayof';

/** One event that one consumer could not take in. The consumer has passed it; others are not concerned. */
export interface DeadLetter {
  readonly id: string;
  readonly consumer: string;
  /** Code of the error that ended it. */
  readonly code: string;
  readonly reason: string;
  readonly attempts: number;
  readonly raisedAt: string;
  /** Where the record stands in its topic. */
  readonly origin: { readonly topic: string; readonly partition: number; readonly offset: string };
  /** The record as it came; of one that is too long, its key and what fits of its headers. */
  readonly record: EventRecord;
  /** The record was too long to be carried: a replay reads it where it stands. @default false */
  readonly cut?: boolean;
}

/** A letter is a record as well, and must stay far below what the broker takes (`max.message.bytes`, 1 MiB). */
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

/** The record by which a dead letter (or the note that it was replayed) goes through a consumer's outbox. */
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
