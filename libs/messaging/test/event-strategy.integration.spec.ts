import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  DEAD_LETTERS_TOPIC,
  DossierAcceptedV1,
  DossierCompletedV1,
  dossierEvents,
  type DossierEvent,
} from '@motcua/contracts';
import { AppError, newDossierId } from '@motcua/kernel';
import { dossierAccepted, dossierState, eventOf, eventually } from '@motcua/testing';
import { readDeadLetters, replayDeadLetter, toRecord, UnknownEvents, type EventContext } from '../src/index.js';
import { openMessagingStage, type MessagingStage } from './support/messaging-stage.js';

/** What the handler does with a dossier, by its id. */
const behaviour = new Map<string, () => void>();

@Controller()
class LeaveEffectWhenDossierMoves {
  @EventPattern([DossierAcceptedV1.type, DossierCompletedV1.type])
  async handle(@Payload() event: DossierEvent, @Ctx() context: EventContext): Promise<void> {
    await context.tx.query('insert into effect (event_id, revision) values ($1, $2)', [event.id, event.revision]);
    behaviour.get(event.subject)?.();
  }
}

let stage: MessagingStage;

beforeAll(async () => {
  stage = await openMessagingStage();
  const consumes = { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.DeadLetter };
  await stage.start(consumes, [LeaveEffectWhenDossierMoves]);
  await stage.start(consumes, [LeaveEffectWhenDossierMoves]);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const effects = async (eventId: string): Promise<number> =>
  (await stage.database.query('select 1 from effect where event_id = $1', [eventId])).length;

const lettersOf = async (dossierId: string) =>
  (await readDeadLetters(stage.topics.kafka)).filter(({ record }) => record.key === dossierId);

describe('the event strategy, two processes of one consumer', () => {
  it('gives every event one effect, however often it is on the wire', async () => {
    const events = Array.from({ length: 60 }, () => dossierAccepted());
    await stage.topics.publish(...events, ...events, ...events.toReversed());
    await eventually(async () => {
      const rows = await stage.database.query<{ count: string }>('select count(*) from effect');
      expect(rows).toEqual([{ count: '60' }]);
    }, 30_000);
    const last = dossierAccepted();
    await stage.topics.publish(last);
    await eventually(async () => expect(await effects(last.id)).toBe(1));
    expect((await stage.database.query('select distinct event_id from effect')).length).toBe(61);
    expect((await stage.database.query('select 1 from effect')).length).toBe(61);
  });

  it('retries a retryable error until it passes, and leaves one effect', async () => {
    const event = dossierAccepted();
    let failures = 4;
    behaviour.set(event.subject, () => {
      failures -= 1;
      if (failures >= 0) throw new AppError('Not now.', { code: 'not-now', retryable: true });
    });
    await stage.topics.publish(event);
    await eventually(async () => expect(await effects(event.id)).toBe(1));
    expect(failures).toBe(-1);
    expect(await lettersOf(event.subject)).toEqual([]);
  }, 20_000);

  it('lets other partitions go on while one waits for a fault to pass', async () => {
    const stuck = dossierAccepted();
    let waiting = true;
    behaviour.set(stuck.subject, () => {
      if (waiting) throw new AppError('Not yet.', { code: 'not-yet', retryable: true });
    });
    await stage.topics.publish(stuck);
    const others = Array.from({ length: 40 }, () => dossierAccepted());
    await stage.topics.publish(...others);
    await eventually(async () => {
      const rows = await stage.database.query('select 1 from effect where event_id = any($1)', [
        others.map(({ id }) => id),
      ]);
      // Those that share the stuck partition wait behind it; 40 dossiers over 24 partitions leave most of them free.
      expect(rows.length).toBeGreaterThan(25);
    });
    expect(await effects(stuck.id)).toBe(0);
    waiting = false;
    await eventually(async () => expect(await effects(stuck.id)).toBe(1));
  }, 40_000);

  it('makes a dead letter of one event, not of its neighbours, and replays it to this consumer', async () => {
    const state = dossierState();
    const poison = eventOf(DossierAcceptedV1, state, 2);
    const next = eventOf(DossierCompletedV1, { ...state, status: 'COMPLETED' }, 3);
    let broken = true;
    behaviour.set(state.dossierId, () => {
      if (broken) throw new AppError('This one cannot be.', { code: 'cannot-be', retryable: false });
    });
    await stage.topics.publish(poison);
    await eventually(async () => expect(await lettersOf(state.dossierId)).toHaveLength(1), 30_000);
    expect(await effects(poison.id)).toBe(0);
    broken = false;
    await stage.topics.publish(next);
    await eventually(async () => expect(await effects(next.id)).toBe(1));
    const [letter] = await lettersOf(state.dossierId);
    expect(letter).toMatchObject({
      consumer: 'deadlines',
      code: 'cannot-be',
      attempts: 1,
      replayedAt: null,
      origin: { topic: dossierEvents.topic },
      record: { key: state.dossierId, headers: { ce_id: poison.id } },
    });
    await replayDeadLetter(stage.topics.kafka, letter?.id ?? '');
    await eventually(async () => expect(await effects(poison.id)).toBe(1), 30_000);
    expect((await lettersOf(state.dossierId))[0]?.replayedAt).toEqual(expect.any(String));
  }, 60_000);

  it.each([
    ['an unknown type', 'event-unknown', { ce_type: 'vn.motcua.dossier.vanished.v1' }, undefined],
    ['broken JSON', 'event-unreadable', {}, '{"revision":'],
    [
      'a state that is none',
      'event-unreadable',
      {},
      '{"revision":1,"recordedAt":"2024-01-29T03:00:00.000Z","state":{}}',
    ],
    [
      'a NUL that no database keeps',
      'event-unknown',
      { ce_type: 'vn.motcua\0', ce_id: `nul\0${Date.now()}` },
      undefined,
    ],
    ['no CloudEvents headers', 'event-unreadable', { ce_id: '' }, undefined],
  ])('makes a dead letter of %s', async (_, code, headers, value) => {
    const event = dossierAccepted();
    const record = toRecord(dossierEvents.topic, event);
    await stage.topics.publishRecords({
      ...record,
      headers: { ...record.headers, ...headers },
      value: value ?? record.value,
    });
    await eventually(async () => expect(await lettersOf(event.subject)).toMatchObject([{ code }]), 30_000);
    expect((await stage.topics.records(DEAD_LETTERS_TOPIC)).length).toBeGreaterThan(0);
  });

  it('makes a dead letter of a record whose key is not its subject, and takes no effect of it', async () => {
    const event = dossierAccepted();
    const key = newDossierId();
    await stage.topics.publishRecords({ ...toRecord(dossierEvents.topic, event), key });
    await eventually(async () => expect(await lettersOf(key)).toMatchObject([{ code: 'event-unreadable' }]), 30_000);
    expect(await effects(event.id)).toBe(0);
  });

  it('refuses to replay what is not there', async () => {
    await expect(replayDeadLetter(stage.topics.kafka, 'nothing')).rejects.toThrow(/no dead letter/);
  });
});
