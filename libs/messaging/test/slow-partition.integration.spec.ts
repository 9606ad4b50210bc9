import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DossierAcceptedV1, dossierEvents, WATERMARKS_TOPIC, type DossierEvent } from '@motcua/contracts';
import { dossierAccepted, eventually } from '@motcua/testing';
import { Client } from 'pg';
import { register } from 'prom-client';
import { RelayWatermark, UnknownEvents, type EventContext } from '../src/index.js';
import { openMessagingStage, type MessagingStage } from './support/messaging-stage.js';

/** The dossiers whose handler asks for a row that somebody may hold. */
const contended = new Set<string>();

@Controller()
class TakeRowWhenDossierAccepted {
  @EventPattern([DossierAcceptedV1.type])
  async handle(@Payload() event: DossierEvent, @Ctx() context: EventContext): Promise<void> {
    if (contended.has(event.subject)) await context.tx.query('select from held where id = 1 for update');
    await context.tx.query('insert into effect (event_id, revision) values ($1, $2)', [event.id, event.revision]);
  }
}

let stage: MessagingStage;
let holder: Client;

beforeAll(async () => {
  stage = await openMessagingStage();
  await stage.database.query('create table held (id integer primary key)');
  await stage.database.query('insert into held values (1)');
  await stage.database.query('grant select, update on held to public');
  const consumes = { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.DeadLetter };
  await stage.start(consumes, [TakeRowWhenDossierAccepted]);
  holder = new Client({ connectionString: stage.database.ownerUrl });
  await holder.connect();
}, 90_000);
afterAll(async () => {
  await holder.end();
  await stage.close();
}, 60_000);

const effects = async (...events: readonly DossierEvent[]): Promise<number> =>
  (await stage.database.query('select 1 from effect where event_id = any($1)', [events.map(({ id }) => id)])).length;

const lastWatermark = async (): Promise<RelayWatermark> =>
  RelayWatermark.parse(JSON.parse((await stage.topics.records(WATERMARKS_TOPIC)).at(-1)!.value));

const gauge = async (name: string): Promise<number> => (await register.getSingleMetric(name)!.get()).values[0]!.value;

describe('a handler that waits for a locked row', () => {
  it('holds up no other partition, is seen to wait, and takes effect once when the row is free', async () => {
    const warm = dossierAccepted();
    await stage.topics.publish(warm);
    await eventually(async () => expect(await effects(warm)).toBe(1), 30_000);
    await holder.query('begin');
    await holder.query('select from held where id = 1 for update');
    const slow = dossierAccepted();
    contended.add(slow.subject);
    await stage.topics.publish(slow);

    // Round after round, so that every pause of the slow partition is met.
    for (let round = 0; round < 6; round += 1) {
      const others = Array.from({ length: 48 }, () => dossierAccepted());
      await stage.topics.publish(...others);
      const publishedAt = performance.now();
      // Those that share the slow partition wait behind it: two of 48 on average.
      await eventually(async () => expect(await effects(...others)).toBeGreaterThan(36), 20_000);
      expect(performance.now() - publishedAt).toBeLessThan(2_000);
    }

    expect(await effects(slow)).toBe(0);
    const appendedBefore = Date.now();
    await eventually(async () => {
      const { consumer } = await lastWatermark();
      expect(Date.parse(consumer!.oldestPendingAt!)).toBeLessThanOrEqual(appendedBefore);
      expect(consumer!.measuredAgeMs).toBeLessThan(5_000);
    });
    expect(await gauge('motcua_consumer_oldest_pending_age_seconds')).toBeGreaterThan(0.5);

    await holder.query('rollback');
    await eventually(async () => expect(await effects(slow)).toBe(1), 20_000);
    await eventually(async () => expect((await lastWatermark()).consumer!.oldestPendingAt).toBeNull(), 20_000);
    expect(await gauge('motcua_consumer_oldest_pending_age_seconds')).toBe(0);
  }, 90_000);
});
