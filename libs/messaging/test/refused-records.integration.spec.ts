import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { deadlineEvents, DossierAcceptedV1, dossierEvents, type DossierEvent } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { dossierAccepted, dossierState, eventOf, eventually, type TestService } from '@motcua/testing';
import { readDeadLetters, replayDeadLetter, toRecord, UnknownEvents, type EventContext } from '../src/index.js';
import { deadlineStarted } from './support/deadline-started.js';
import { Outbox, UnitOfWork, openMessagingStage, type MessagingStage } from './support/messaging-stage.js';

const MEBIBYTE = 1_048_576;
/** Whether the handler accepts what it is given. */
let broken = false;

@Controller()
class LeaveEffectWhenDossierAccepted {
  @EventPattern([DossierAcceptedV1.type])
  async handle(@Payload() event: DossierEvent, @Ctx() context: EventContext): Promise<void> {
    if (broken) throw new TypeError('A bug that is mended later.');
    await context.tx.query('insert into effect (event_id, revision) values ($1, $2)', [event.id, event.revision]);
  }
}

let stage: MessagingStage;
let service: TestService;

beforeAll(async () => {
  stage = await openMessagingStage();
  const consumes = { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.DeadLetter };
  service = await stage.start(consumes, [LeaveEffectWhenDossierAccepted]);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const effects = async (event: DossierEvent): Promise<number> =>
  (await stage.database.query('select 1 from effect where event_id = $1', [event.id])).length;

const lettersOf = async (key: string) =>
  (await readDeadLetters(stage.topics.kafka)).filter(({ record }) => record.key === key);

/** The good record, spoilt or long, under the same id. */
function spoilt(event: DossierEvent, value: string) {
  return { ...toRecord(dossierEvents.topic, event), value };
}

describe('a record that cannot be read', () => {
  it('becomes a dead letter that takes no good event of the same id with it', async () => {
    const good = dossierAccepted();
    await stage.topics.publishRecords(spoilt(good, '{"revision":'));
    await eventually(async () => expect(await lettersOf(good.subject)).toHaveLength(1), 30_000);
    await stage.topics.publish(good);
    await eventually(async () => expect(await effects(good)).toBe(1));
    await stage.topics.publishRecords(spoilt(good, 'null'));
    await eventually(async () => expect(await lettersOf(good.subject)).toHaveLength(2), 30_000);
    expect(await effects(good)).toBe(1);
  }, 60_000);

  it('bears the id of another event that is taken in all the same', async () => {
    const [one, other] = [dossierAccepted(), dossierAccepted()];
    const alike = { ...other, id: one.id };
    await stage.topics.publish(one, alike);
    await eventually(async () => expect(await effects(one)).toBe(2), 30_000);
  });

  it('leaves a letter that can be sent however long it was, and is replayed from where it stands', async () => {
    const state = dossierState();
    const event = eventOf(DossierAcceptedV1, state, 2);
    // Quotes double in a letter, so this one would grow far past what the broker takes.
    const padding = '"'.repeat(900 * 1024);
    const value = `${toRecord(dossierEvents.topic, event).value.slice(0, -1)},"padding":${JSON.stringify(padding).slice(0, 900 * 1024 - 1)}"}`;
    broken = true;
    await stage.topics.publishRecords(spoilt(event, value));
    await eventually(async () => expect(await lettersOf(state.dossierId)).toHaveLength(1), 30_000);
    broken = false;
    const [letter] = await lettersOf(state.dossierId);
    expect(letter).toMatchObject({ code: 'unexpected-error', attempts: 3, cut: true, record: { value: '' } });
    const next = dossierAccepted();
    await stage.topics.publish(next);
    await eventually(async () => expect(await effects(next)).toBe(1));
    await eventually(async () => expect(await stage.database.query('select 1 from outbox')).toEqual([]));
    await replayDeadLetter(stage.topics.kafka, letter!.id);
    await eventually(async () => expect(await effects(event)).toBe(1), 30_000);
  }, 90_000);
});

describe('a record that the broker refuses', () => {
  const append = (dossierId: string, revision: number): Promise<void> =>
    service.app.get(UnitOfWork).run((tx) => service.app.get(Outbox).append(tx, [deadlineStarted(dossierId, revision)]));
  const sent = async (dossierId: string): Promise<number[]> =>
    (await stage.topics.events(deadlineEvents.topic))
      .filter(({ subject }) => subject === dossierId)
      .map(({ revision }) => revision);

  it('is not appended: the change that would make it is refused, and nothing is written', async () => {
    const outbox = service.app.get(Outbox);
    const record = { topic: deadlineEvents.topic, key: newDossierId(), headers: {}, value: 'x'.repeat(MEBIBYTE) };
    await expect(service.app.get(UnitOfWork).run((tx) => outbox.appendRecords(tx, [record]))).rejects.toMatchObject({
      code: 'record-too-large',
    });
    expect(await stage.database.query('select 1 from outbox where key = $1', [record.key])).toEqual([]);
  });

  it('is set aside where somebody sees it, and all others are sent in order', async () => {
    const dossierId = newDossierId();
    await service.app.get(UnitOfWork).run(async (tx) => {
      const outbox = service.app.get(Outbox);
      await outbox.append(tx, [deadlineStarted(dossierId, 1), deadlineStarted(dossierId, 2)]);
      await tx.query(`insert into outbox (topic, key, headers, value) values ($1, $2, '{}', repeat('x', 2000000))`, [
        deadlineEvents.topic,
        dossierId,
      ]);
      await outbox.append(tx, [deadlineStarted(dossierId, 3)]);
    });
    await append(dossierId, 4);
    await eventually(async () => expect([...new Set(await sent(dossierId))]).toEqual([1, 2, 3, 4]), 30_000);
    await eventually(async () => expect(await stage.database.query('select 1 from outbox')).toEqual([]));
    const refused = await stage.database.query('select topic, key, reason from outbox_refused');
    expect(refused).toEqual([
      { topic: deadlineEvents.topic, key: dossierId, reason: expect.stringContaining('larger than') },
    ]);
  }, 60_000);
});
