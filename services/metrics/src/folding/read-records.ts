import { AppError } from '@motcua/kernel';
import { decodeEvent, type EncodedEvent, type HeardState } from '../facts/index.js';

/** A record that cannot be taken in. */
export interface ReadFault<Encoded extends EncodedEvent> {
  readonly record: Encoded;
  readonly error: AppError;
}

export interface ReadRecords<Encoded extends EncodedEvent> {
  readonly events: readonly HeardState[];
  /** The record of each event, in the same places. */
  readonly origins: readonly Encoded[];
  readonly faults: readonly ReadFault<Encoded>[];
}

/**
 * Reads every record of a batch, in its order, also those that a later one of the batch makes needless: what cannot be read
 * or disputes another must show whatever the batch it came in.
 */
export function readRecords<Encoded extends EncodedEvent>(records: readonly Encoded[]): ReadRecords<Encoded> {
  const events: HeardState[] = [];
  const origins: Encoded[] = [];
  const faults: ReadFault<Encoded>[] = [];
  for (const record of records) {
    try {
      events.push(decodeEvent(record));
      origins.push(record);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      faults.push({ record, error });
    }
  }
  return { events, origins, faults };
}
