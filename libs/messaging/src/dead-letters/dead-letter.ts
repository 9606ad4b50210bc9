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
  /** The record as it came. */
  readonly record: EventRecord;
}

export function newDeadLetter(letter: Omit<DeadLetter, 'id' | 'raisedAt'>, at: Date = new Date()): DeadLetter {
  return { id: uuidv7(at), raisedAt: at.toISOString(), ...letter };
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
