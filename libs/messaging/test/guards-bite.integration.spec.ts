import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Lease } from '@motcua/persistence';
import { DataSource } from 'typeorm';
import {
  type EventStrategy,
  Inbox,
  Relay,
  type SupervisedConsumer,
  type SupervisedConsumerOptions,
} from '../src/index.js';
import { checkDelivery, type DeliveryStage } from './support/check-delivery.js';
import { checkRelay } from './support/check-relay.js';
import { openMessagingStage, Outbox, UnitOfWork, type MessagingStage } from './support/messaging-stage.js';
import type { TestService } from '@motcua/testing';

/** Each guard is taken away once: the check that must notice does, and with the guard in its place it finds nothing. */

let stage: MessagingStage;
let service: TestService;
let delivery: DeliveryStage;

beforeAll(async () => {
  stage = await openMessagingStage();
  service = await stage.start();
  const [outbox, unitOfWork] = [service.app.get(Outbox), service.app.get(UnitOfWork)];
  delivery = { topics: stage.topics, database: stage.database, outbox, unitOfWork };
}, 90_000);
afterAll(async () => stage.close(), 60_000);

/** Remembers nothing: whatever comes again is fresh again. */
const forgetfulInbox: Inbox = { claim: async (_tx, _consumer, ids) => new Set(ids) };

/** Says of each record that it is done, and only then begins with it. */
function resolveBeforeCommit(strategy: EventStrategy): void {
  const consumer = strategy.unwrap<SupervisedConsumer>();
  const options = Reflect.get(consumer, 'options') as SupervisedConsumerOptions;
  const eachBatch: SupervisedConsumerOptions['eachBatch'] = async (payload, member) => {
    for (const message of payload.batch.messages) {
      payload.resolveOffset(message.offset);
      const batch = Object.create(payload.batch, { messages: { value: [message] } }) as typeof payload.batch;
      await options.eachBatch({ ...payload, batch }, member);
    }
  };
  Object.assign(consumer, { options: { ...options, eachBatch } });
}

/** Lets the relay read the outbox from where the last reading ended, as if positions became visible in their order. */
function readByCursor(): void {
  let cursor = '0';
  const take = Lease.take.bind(Lease);
  jest.spyOn(Lease, 'take').mockImplementation(async (databaseUrl, name) => {
    const lease = await take(databaseUrl, name);
    if (!lease) return undefined;
    const ask = lease.query;
    const query = async <Row>(sql: string, parameters?: unknown[]): Promise<Row[]> => {
      if (!/^select position\b.* from outbox order by position/.test(sql)) return ask<Row>(sql, parameters);
      const rows = await ask<Row>(sql.replace('order by', `where position > ${cursor} order by`), parameters);
      cursor = (rows.at(-1) as { readonly position: string } | undefined)?.position ?? cursor;
      return rows;
    };
    return Object.assign(lease, { query });
  });
}

describe('the check of one effect an event', () => {
  it('finds nothing with inbox and offsets as they are', async () => {
    expect(await checkDelivery(delivery, { consumer: 'deadlines', inbox: service.app.get(Inbox) })).toEqual({
      lost: 0,
      doubled: 0,
    });
  }, 60_000);

  it('sees doubled effects without the claim of the inbox', async () => {
    const found = await checkDelivery(delivery, { consumer: 'payments', inbox: forgetfulInbox });
    expect(found.doubled).toBeGreaterThan(0);
    expect(found.lost).toBe(0);
  }, 60_000);

  it('sees lost effects when offsets are resolved before the commit', async () => {
    const found = await checkDelivery(delivery, {
      consumer: 'surveys',
      inbox: service.app.get(Inbox),
      breakUp: resolveBeforeCommit,
    });
    expect(found.lost).toBeGreaterThan(0);
  }, 60_000);
});

describe('the check of everything committed being sent', () => {
  const newRelay = () => new Relay(service.app.get(DataSource), service.app.get(Outbox), stage.topics.kafka);

  beforeAll(async () => service.app.get(Relay).onApplicationShutdown());
  afterAll(() => void jest.restoreAllMocks());

  it('finds nothing with the relay as it is', async () => {
    expect(await checkRelay(delivery, newRelay())).toEqual({ lost: 0 });
  }, 60_000);

  it('sees a lost event when the relay follows a sequence', async () => {
    readByCursor();
    expect(await checkRelay(delivery, newRelay())).toEqual({ lost: 1 });
  }, 60_000);
});
