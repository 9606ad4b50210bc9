import { randomBytes } from 'node:crypto';

declare const brand: unique symbol;
/** A string that only its own maker may produce. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

export type DossierId = Branded<'DossierId'>;
export type EventId = Branded<'EventId'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether `text` is a UUID in its canonical lower-case form. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.
 * Ids made later sort later to the millisecond, so they are kind to B-tree indexes.
 */
export function uuidv7(at: Date = new Date()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const newEventId = (): EventId => uuidv7() as EventId;
export const newDossierId = (): DossierId => uuidv7() as DossierId;
