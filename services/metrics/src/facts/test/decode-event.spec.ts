import { describe, expect, it } from '@jest/globals';
import { eventCatalogue, readEvent } from '@motcua/contracts';
import { attributesOf, headersOf } from '@motcua/messaging';
import { deadlineState, dossierState } from '@motcua/testing';
import fc from 'fast-check';
import { anyFate } from '../../../test/support/fates.js';
import { historyOf } from '../../../test/support/histories.js';
import { recordOf } from '../../../test/support/records.js';
import { parseCanonicalInstant } from '../../time/instant-text.js';
import { decodeEvent } from '../decode-event.js';
import { decodeState } from '../decode-state.js';
import type { DeadlineSlice, IntakeSlice } from '../fact.js';

const contractReads = (record: ReturnType<typeof recordOf>): boolean => {
  try {
    const attributes = attributesOf(headersOf(record.headers));
    readEvent(eventCatalogue.get(attributes.type)!, attributes, String(record.value));
    return true;
  } catch {
    return false;
  }
};
const weRead = (record: ReturnType<typeof recordOf>): boolean => {
  try {
    decodeEvent(record);
    return true;
  } catch {
    return false;
  }
};

/** Every path to a value inside JSON. */
function pathsOf(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

describe('decoding', () => {
  it('reads whatever the contract reads', () => {
    fc.assert(
      fc.property(anyFate, (fate) => {
        for (const event of historyOf(fate)) expect(decodeEvent(recordOf(event)).dossierId).toBe(event.subject);
      }),
      { numRuns: 50 },
    );
  });

  it('reads an event from before terminations and voidings as neither', () => {
    const [event] = historyOf(fc.sample(anyFate, { numRuns: 1, seed: 1 })[0]!);
    const { terminatedAt, voidedAt, ...older } = event!.state as Record<string, unknown>;
    expect([terminatedAt, voidedAt]).toEqual([null, null]);
    expect(decodeEvent(recordOf({ ...event!, state: older }))).toEqual(decodeEvent(recordOf(event!)));
    const voided = { ...older, voidedAt: '2023-05-11T02:00:00.000Z' };
    const instant = Date.UTC(2023, 4, 11, 2);
    expect(decodeEvent(recordOf({ ...event!, state: voided })).state).toMatchObject({ voidedAt: instant });
  });

  it('takes what is not noted as entered for entered when it happened', () => {
    const [first, second] = ['2024-01-29T04:00:00.000Z', '2024-01-29T05:00:00.000Z'] as const;
    const [at, later] = [Date.parse(first), Date.parse(second)];
    const intake = (state: object) =>
      decodeState('dossier.events', 'a dossier', 2, { ...dossierState(), ...state }).state as IntakeSlice;
    const moved = { at: first, fromAgency: 'A', toAgency: 'B' };
    expect(intake({ transfers: [moved, { ...moved, recordedAt: second }] }).transfers).toEqual([
      { recordedAt: at, fromAgency: 'A' },
      { recordedAt: later, fromAgency: 'A' },
    ]);
    const asked = { requestedAt: first, receivedAt: null, respondBy: null };
    expect(intake({ supplements: [asked] }).openStopRecordedAt).toBe(at);
    expect(intake({ supplements: [{ ...asked, recordedAt: second }] }).openStopRecordedAt).toBe(later);
    expect(intake({ supplements: [{ ...asked, receivedAt: second }] }).openStopRecordedAt).toBeNull();
    const suspended = { cause: 'PAYMENT', from: first, to: null };
    expect(intake({ suspensions: [{ ...suspended, recordedAt: null }] }).openStopRecordedAt).toBe(at);
    expect(intake({ suspensions: undefined, endRecordedAt: undefined })).toMatchObject({
      openStopRecordedAt: null,
      endRecordedAt: null,
    });
    const clock = (state: object) =>
      decodeState('deadline.events', 'a dossier', 2, { ...deadlineState(), ...state }).state as DeadlineSlice;
    expect(clock({ currentDueAt: first, overdueFrom: undefined }).overdueFrom).toBe(at);
    expect(clock({ currentDueAt: second, overdueFrom: first }).overdueFrom).toBe(at);
    expect(clock({ currentDueAt: null, overdueFrom: null }).overdueFrom).toBeNull();
  });

  it('never refuses what the contract allows, when any one value is changed', () => {
    const anyValue = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        1.5,
        '',
        'WORD',
        [],
        {},
        '2023-01-01T00:00:00Z',
        '2023-02-30T00:00:00.000Z',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(anyFate, fc.nat(), fc.nat(), anyValue, (fate, which, where, value) => {
        const history = historyOf(fate);
        const record = recordOf(history[which % history.length]!);
        const payload: unknown = JSON.parse(String(record.value));
        const paths = pathsOf(payload);
        const changed = replaced(payload, paths[where % paths.length]!, value);
        const altered = { ...record, value: Buffer.from(JSON.stringify(changed)) };
        if (contractReads(altered)) expect(weRead(altered)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('says in the contract words what is wrong', () => {
    const [event] = historyOf(fc.sample(anyFate, { numRuns: 1, seed: 1 })[0]!);
    const record = recordOf(event!);
    const broken = { ...record, value: Buffer.from(String(record.value).replace('"SUBMITTED"', '7')) };
    expect(() => decodeEvent(broken)).toThrow(expect.objectContaining({ code: 'event-unreadable', retryable: false }));
    expect(() => decodeEvent(broken)).toThrow(/status/);
    expect(() => decodeEvent({ ...record, key: Buffer.from('another') })).toThrow(/record key/);
  });

  it('reads instants exactly as Date does, and none that do not exist', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0100-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseCanonicalInstant(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
    for (const text of [
      '2023-02-29T00:00:00.000Z',
      '2023-13-01T00:00:00.000Z',
      '2023-01-01T24:00:00.000Z',
      '2023-01-01',
    ]) {
      expect(parseCanonicalInstant(text)).toBeNaN();
    }
    expect(parseCanonicalInstant('2024-02-29T00:00:00.000Z')).toBe(Date.UTC(2024, 1, 29));
  });
});
