import { InstantText } from '@motcua/contracts';
import { parseCanonicalInstant } from '../time/index.js';

/** Thrown where a field cannot be used; where the contract sees the fault too, its own words are kept. */
export class Malformed extends Error {}
/** Codes are short; a longer text is none, and PostgreSQL could not keep it in an index. */
const LONGEST_TEXT = 200;
export const LARGEST_INT4 = 2 ** 31 - 1;
export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('not an object');
  return value as Fields;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed('not a list');
  return value;
}

export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Malformed('not a text');
  if (value.length > LONGEST_TEXT || value.includes('\0')) throw new Malformed('a code that is too long or has a NUL');
  return value;
}

export function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) <= 0) throw new Malformed('not a positive whole number');
  return value as number;
}

export function oneOf<const Word extends string>(words: ReadonlySet<Word>, value: unknown): Word {
  if (!words.has(value as Word)) throw new Malformed('a word that is not declared');
  return value as Word;
}

export function instant(value: unknown): number {
  const canonical = parseCanonicalInstant(text(value));
  if (!Number.isNaN(canonical)) return canonical;
  if (!InstantText.safeParse(value).success) throw new Malformed('not an instant');
  return Date.parse(text(value));
}

export const orNull = <Value>(value: unknown, read: (value: unknown) => Value): Value | null =>
  value === null ? null : read(value);

/** A field that older events do not have. */
export const orMissing = <Value>(value: unknown, read: (value: unknown) => Value): Value | null =>
  orNull(value ?? null, read);
