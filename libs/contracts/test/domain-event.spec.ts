import { describe, expect, it } from '@jest/globals';
import {
  CalendarPublishedV1,
  DossierAcceptedV1,
  eventCatalogue,
  newEvent,
  readEvent,
  type DomainEvent,
  type DossierStateV1,
} from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import { attributesOf, fixtureOf } from './fixtures.js';

const accepted = fixtureOf(DossierAcceptedV1.type);
/** What a reader of today makes of it: what was added since has its default. */
const { state } = readEvent(DossierAcceptedV1, attributesOf(accepted), JSON.stringify(accepted.value));
const { appointmentAt: _, ...withoutAppointment } = state;
const [first] = fixtureOf(CalendarPublishedV1.type).value.state['schedules'] as readonly object[];

function produce(value: unknown): DomainEvent<DossierStateV1> {
  return newEvent(DossierAcceptedV1, {
    subject: state.dossierId,
    revision: 2,
    happenedAt: new Date('2023-08-14T01:21:30.000Z'),
    recordedAt: new Date('2023-08-14T01:21:30.037Z'),
    state: value as DossierStateV1,
  });
}

function consume(value: object, headers: Readonly<Record<string, string>> = {}): DomainEvent<DossierStateV1> {
  const attributes = attributesOf({ ...accepted, headers: { ...accepted.headers, ...headers } });
  return readEvent(DossierAcceptedV1, attributes, JSON.stringify(value));
}

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError && !error.retryable) return error.code;
    throw error;
  }
  return 'nothing thrown';
}

describe('A producer is strict', () => {
  it('makes an event of the state that was declared', () => {
    const event = produce(state);
    expect(event).toMatchObject({ type: DossierAcceptedV1.type, source: '/services/intake', revision: 2, state });
  });

  it('takes a state whose objects are of another class, as an entity of the database is', () => {
    const procedure = Object.assign(Object.create({ table: 'procedure' }) as object, state.procedure);
    expect(produce({ ...state, procedure }).state).toEqual(state);
  });

  it.each([
    ['a field that is not declared', { ...state, applicantName: 'somebody' }],
    ['a field that is not declared, deeper down', { ...state, procedure: { ...state.procedure, title: 'x' } }],
    [
      'a field that is not declared, in a list',
      { ...state, supplements: [{ requestedAt: state.submittedAt, receivedAt: null, reason: 'x' }] },
    ],
    ['a missing field', withoutAppointment],
    ['a missing field where null is meant', { ...state, appointmentAt: undefined }],
    ['a wrong type', { ...state, settlingAgencyPath: 'H06' }],
    ['a value outside its list', { ...state, status: 'LOST' }],
    ['an instant with a local offset', { ...state, acceptedAt: '2023-08-14T08:21:30.000+07:00' }],
    ['a Date instead of its text', { ...state, acceptedAt: new Date('2023-08-14T01:21:30.000Z') }],
    ['an id that is none', { ...state, dossierId: '42' }],
  ])('refuses %s', (_, wrong) => {
    expect(codeOf(() => produce(wrong))).toBe('event-not-as-declared');
  });
});

describe('A consumer is tolerant', () => {
  it('ignores fields of the value that it does not know', () => {
    expect(consume({ ...accepted.value, traceId: 'abc', region: { code: 1 } })).toEqual(consume(accepted.value));
  });

  it('ignores fields of the state that it does not know, however deep', () => {
    const newer = {
      ...state,
      priority: 'HIGH',
      procedure: { ...state.procedure, successor: '1.000001' },
      supplements: state.supplements.map((each) => ({ ...each, documents: 3 })),
    };
    expect(consume({ ...accepted.value, state: newer }).state).toStrictEqual(state);
  });

  it('ignores them in lists of other families too', () => {
    const fixture = fixtureOf(CalendarPublishedV1.type);
    const newer = { ...fixture.value.state, schedules: [{ ...first, season: 'summer' }] };
    const value = JSON.stringify({ ...fixture.value, state: newer });
    const event = readEvent(eventCatalogue.get(fixture.type)!, attributesOf(fixture), value);
    expect(event.state).toStrictEqual({ ...fixture.value.state, schedules: [first] });
  });

  it.each([
    ['a missing revision', { ...accepted.value, revision: undefined }],
    ['revision 0', { ...accepted.value, revision: 0 }],
    ['a revision that is text', { ...accepted.value, revision: '2' }],
    ['a missing state', { ...accepted.value, state: undefined }],
    ['a state without a declared field', { ...accepted.value, state: withoutAppointment }],
    ['a value outside its list', { ...accepted.value, state: { ...state, channel: 'FAX' } }],
    ['a list instead of an object', []],
  ])('cannot read %s', (_, wrong) => {
    expect(codeOf(() => consume(wrong))).toBe('event-unreadable');
  });

  it('cannot read an event whose subject is not what its state is about', () => {
    expect(codeOf(() => consume(accepted.value, { ce_subject: 'another' }))).toBe('event-unreadable');
  });

  it('cannot read a broken time or broken JSON', () => {
    expect(codeOf(() => consume(accepted.value, { ce_time: 'yesterday' }))).toBe('event-unreadable');
    expect(codeOf(() => readEvent(DossierAcceptedV1, attributesOf(accepted), '{"revision":'))).toBe('event-unreadable');
  });
});
