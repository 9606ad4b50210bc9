import type { ImportFault } from '../domain/imported-life-faults.js';

/** A fault before the field that it is about is known. */
export class Wrong {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {}
}

/** A value that is taken in although it is likely wrong. */
export class Doubtful<Value> {
  constructor(
    readonly value: Value,
    readonly problem: string,
    readonly remedy: string,
  ) {}
}

/** Reads one field: the text of a CSV cell or a JSON value. An empty cell, null and an absent key are all `undefined`. */
export type FieldReader<Value> = (value: unknown) => Value | Wrong;

export const wholeRow = ({ problem, remedy }: Wrong): ImportFault => ({ field: null, value: null, problem, remedy });

const PERSONAL = /^applicant/;
const CODE_OR_INSTANT = /^[A-Za-z0-9.:+/_-]{1,40}$/;
const LONG_NUMBER = /\d{8,}/;

/**
 * A value as a report may repeat it, or null. A report is sent around, and a shifted column puts a name or an identity
 * number under any heading: only what has the form of a code, a word of ours or an instant is repeated.
 */
export function shownValue(field: string, value: unknown): string | null {
  if (typeof value !== 'string' || PERSONAL.test(field)) return null;
  return CODE_OR_INSTANT.test(value) && !LONG_NUMBER.test(value) ? value : null;
}

/** `acceptedAt "2024-01-29T02:00:00Z": It lies before submittedAt. Correct one of the two.` */
export function faultText({ field, value, problem, remedy }: ImportFault): string {
  const place = [field, value === null ? null : `"${value}"`].filter((part) => part !== null).join(' ');
  return [place === '' ? null : `${place}:`, problem, remedy].filter((part) => part !== null && part !== '').join(' ');
}
