import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { dossierEvents } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import { createKafka, SupervisedConsumer } from '@motcua/messaging';
import { eventually, freshTopics, type FreshTopics } from '@motcua/testing';
import { Kafka, type Admin, type Consumer, type ConsumerConfig } from 'kafkajs';

/** A consumer that was replaced for its silence lives on for a while. It must not stay in the group behind its successor. */

let topics: FreshTopics;
let admin: Admin;
let supervised: SupervisedConsumer;
let groupId: string;
let built: { readonly consumer: Consumer; readonly restarts: () => Promise<boolean> }[];

beforeAll(async () => {
  Logger.overrideLogger(false);
  topics = await freshTopics();
  admin = createKafka(topics.kafka).admin();
  await admin.connect();
});
afterAll(async () => {
  await admin.disconnect();
  await topics.drop();
});
beforeEach(() => {
  groupId = `supervised-${uuidv7()}`;
  built = [];
  const prototype = Kafka.prototype as unknown as { consumer: (config: ConsumerConfig) => Consumer };
  const make = prototype.consumer;
  jest.spyOn(prototype, 'consumer').mockImplementation(function (this: Kafka, config) {
    const consumer = make.call(this, config);
    const crash = new Error('The connection was lost.');
    built.push({ consumer, restarts: async () => config.retry!.restartOnFailure!(crash) });
    return consumer;
  });
  supervised = new SupervisedConsumer({
    kafka: topics.kafka,
    groupId,
    topics: [dossierEvents.topic],
    eachBatch: async () => undefined,
  });
  supervised.start();
});
afterEach(async () => {
  await supervised.stop();
  await Promise.all(built.map(({ consumer }) => consumer.disconnect()));
  jest.restoreAllMocks();
});

const members = async (): Promise<number> => {
  const { groups } = await admin.describeGroups([groupId]);
  return groups[0]!.state === 'Stable' ? groups[0]!.members.length : 0;
};

/** As if no sign of life had come for longer than is allowed. */
function fallSilent(): void {
  Object.assign(supervised, { lastSign: 0 });
  (Reflect.get(supervised, 'rebuildWhenSilent') as () => void).call(supervised);
}

describe('a consumer that was replaced', () => {
  it('does not begin anew after a crash', async () => {
    await eventually(async () => expect(await members()).toBe(1), 30_000);
    expect(await built[0]!.restarts()).toBe(true);
    fallSilent();
    expect(await built[0]!.restarts()).toBe(false);
    await eventually(() => expect(built).toHaveLength(2));
    await eventually(async () => expect(await members()).toBe(1), 30_000);
    expect(await built[1]!.restarts()).toBe(true);
  }, 60_000);

  it('leaves the group when it is found there all the same', async () => {
    await eventually(async () => expect(await members()).toBe(1), 30_000);
    // Its first attempt to leave fails, so it is still a member when its successor joins.
    jest.spyOn(built[0]!.consumer, 'disconnect').mockRejectedValueOnce(new Error('The broker is away.'));
    const joins: number[] = [];
    const { GROUP_JOIN } = built[0]!.consumer.events;
    built[0]!.consumer.on(GROUP_JOIN, ({ payload }) => joins.push(payload.duration));
    fallSilent();
    await eventually(() => expect(joins.length).toBeGreaterThan(0), 30_000);
    await eventually(async () => expect(await members()).toBe(1), 30_000);
    expect(supervised.isAtWork(built.at(-1)!.consumer)).toBe(true);
    expect(built[0]!.consumer.disconnect).toHaveBeenCalledTimes(2);
  }, 60_000);
});
