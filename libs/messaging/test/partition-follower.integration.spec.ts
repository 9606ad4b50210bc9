import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { dossierEvents, paymentEvents } from '@motcua/contracts';
import { uuidv7, type AppError } from '@motcua/kernel';
import {
  createKafka,
  createProducer,
  PartitionFollower,
  physicalTopic,
  type FollowedBatch,
  type PartitionFollowerOptions,
  type StoredPosition,
} from '@motcua/messaging';
import { eventually, freshTopics, type FreshTopics } from '@motcua/testing';
import type { Producer } from 'kafkajs';
import { PositionStore } from './support/position-store.js';

let topics: FreshTopics;
let producer: Producer;
let store: PositionStore;
let followers: PartitionFollower[];
let groupId: string;
/** All that stands in the topics; every test's store starts empty and takes all of it. */
const published: string[] = [];

beforeAll(async () => {
  Logger.overrideLogger(false);
  topics = await freshTopics();
  producer = createProducer(createKafka(topics.kafka));
  await producer.connect();
});
afterAll(async () => {
  await producer.disconnect();
  await topics.drop();
});
beforeEach(() => {
  store = new PositionStore();
  followers = [];
  groupId = `follower-${uuidv7()}`;
});
afterEach(() => Promise.all(followers.map((follower) => follower.stop())));

function follow(name: string, overrides: Partial<PartitionFollowerOptions> = {}): PartitionFollower {
  const follower = new PartitionFollower({
    kafka: topics.kafka,
    groupId,
    topics: [dossierEvents.topic, paymentEvents.topic],
    positions: async (partitions) => store.positions(partitions),
    onBatch: async (batch) => store.commit(name, batch),
    ...overrides,
  });
  followers.push(follower);
  follower.start();
  return follower;
}

/** Writes `count` records, spread over both topics and all partitions. */
async function publish(count: number): Promise<void> {
  const values = Array.from({ length: count }, (_, index) => `record ${published.length + index}`);
  published.push(...values);
  const half = [values.filter((_, index) => index % 2 === 0), values.filter((_, index) => index % 2 === 1)];
  await producer.sendBatch({
    acks: -1,
    topicMessages: [dossierEvents.topic, paymentEvents.topic].map((topic, which) => ({
      topic: physicalTopic(topics.kafka, topic),
      messages: half[which]!.map((value) => ({ key: uuidv7(), value })),
    })),
  });
}

const ownersOf = (topic: string): (string | undefined)[] =>
  Array.from({ length: 24 }, (_, partition) => store.owners.get(`${topic}/${partition}`));

async function expectAllTakenOnce(): Promise<void> {
  await eventually(() => expect(store.taken.length).toBeGreaterThanOrEqual(published.length), 30_000);
  expect([...store.taken].sort()).toEqual([...published].sort());
}

describe('PartitionFollower', () => {
  it('shares the partitions between two followers, takes over when one leaves, and loses or doubles nothing', async () => {
    const first = follow('first');
    await publish(400);
    await expectAllTakenOnce();
    follow('second');
    await eventually(async () => {
      await publish(200);
      expect(new Set(store.owners.values())).toEqual(new Set(['first', 'second']));
    }, 30_000);
    await eventually(async () => {
      await publish(200);
      expect(ownersOf(dossierEvents.topic)).toEqual(ownersOf(paymentEvents.topic));
    });
    await Promise.all([publish(400), first.stop()]);
    await publish(200);
    await expectAllTakenOnce();
  }, 60_000);

  it('takes nothing twice when it fails between the commit and the next step', async () => {
    const failed = new Set<string>();
    follow('failing', {
      onBatch: async (batch) => {
        store.commit('failing', batch);
        const place = `${batch.topic}/${batch.partition}`;
        if (failed.has(place)) return;
        failed.add(place);
        throw new Error('The process was stopped here.');
      },
    });
    await publish(200);
    await expectAllTakenOnce();
  }, 60_000);

  it('fetches on while batches are worked on, and keeps the order of each partition when one fails', async () => {
    const failed = new Set<string>();
    const working = new Set<string>();
    let mostAtOnce = 0;
    const order = new Map<string, number>();
    await publish(300);
    follow('at work', {
      concurrency: 4,
      onBatch: async (batch) => {
        const place = `${batch.topic}/${batch.partition}`;
        mostAtOnce = Math.max(mostAtOnce, working.add(place).size);
        await new Promise((resolve) => setTimeout(resolve, 5));
        working.delete(place);
        if (!failed.has(place)) {
          failed.add(place);
          throw new Error('The store is away for a moment.');
        }
        expect(batch.firstOffset).toBe(order.get(place) ?? 0);
        order.set(place, batch.nextOffset);
        store.commit('at work', batch);
      },
    });
    await expectAllTakenOnce();
    await publish(300);
    await expectAllTakenOnce();
    expect(mostAtOnce).toBe(4);
  }, 60_000);

  it('ends with nothing begun and unfinished', async () => {
    const begun: FollowedBatch[] = [];
    let ended = 0;
    await publish(100);
    const follower = follow('slow', {
      onBatch: async (batch) => {
        begun.push(batch);
        await new Promise((resolve) => setTimeout(resolve, 300));
        store.commit('slow', batch);
        ended += 1;
      },
    });
    await eventually(() => expect(begun.length).toBeGreaterThan(0), 30_000);
    await follower.stop();
    expect(ended).toBe(begun.length);
  }, 60_000);

  it('goes back when it was placed above what the store has', async () => {
    let asked = 0;
    follow('misplaced', {
      positions: async (partitions) => {
        asked += 1;
        return store
          .positions(partitions)
          .map((position) => ({ ...position, nextOffsets: { [dossierEvents.topic]: 1, [paymentEvents.topic]: 1 } }));
      },
    });
    await publish(200);
    await expectAllTakenOnce();
    expect(asked).toBe(1);
  }, 60_000);

  it('never works on one partition number twice at once', async () => {
    const working = new Set<number>();
    const overlaps: number[] = [];
    await publish(300);
    follow('one at a time', {
      concurrency: 6,
      onBatch: async (batch) => {
        if (working.has(batch.partition)) overlaps.push(batch.partition);
        working.add(batch.partition);
        await new Promise((resolve) => setTimeout(resolve, 5));
        store.commit('one at a time', batch);
        working.delete(batch.partition);
      },
    });
    await expectAllTakenOnce();
    expect(overlaps).toEqual([]);
  }, 60_000);

  it('lets all others go on while more partitions are stuck than are worked on at once', async () => {
    const stuck = new Set([1, 5, 9, 13]);
    let isStuck = true;
    await publish(300);
    follow('partly stuck', {
      concurrency: 3,
      onBatch: async (batch) => {
        if (isStuck && stuck.has(batch.partition)) {
          await new Promise((resolve) => setTimeout(resolve, 300));
          throw Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });
        }
        store.commit('partly stuck', batch);
      },
    });
    const others = Array.from({ length: 24 }, (_, partition) => partition).filter((partition) => !stuck.has(partition));
    await eventually(() =>
      expect(others.map((partition) => ownersOf(dossierEvents.topic)[partition])).not.toContain(undefined),
    );
    for (let round = 0; round < 3; round += 1) {
      const before = store.taken.length;
      await publish(240);
      const publishedAt = performance.now();
      await eventually(() => expect(store.taken.length).toBeGreaterThan(before + 150));
      expect(performance.now() - publishedAt).toBeLessThan(2_000);
    }
    isStuck = false;
    await expectAllTakenOnce();
  }, 60_000);

  it('finds the one record that nobody foresaw, and passes it alone', async () => {
    const passed: string[] = [];
    const poison = published[100]!;
    follow('poisoned', {
      onBatch: async (batch) => {
        if (batch.records.some(({ value }) => String(value) === poison)) throw new TypeError('A bug.');
        store.commit('poisoned', batch);
      },
      onPoison: async (batch) => {
        passed.push(...batch.records.map(({ value }) => String(value)));
        store.commit('poisoned', batch);
      },
    });
    await expectAllTakenOnce();
    expect(passed).toEqual([poison]);
  }, 60_000);

  it.each([
    ['projection-of-another-cluster', (): StoredPosition[] => store.positions([0], 'a cluster of long ago')],
    [
      'topic-shorter-than-projection',
      (): StoredPosition[] => [{ partition: 0, clusterId: null, nextOffsets: { [dossierEvents.topic]: 1_000_000 } }],
    ],
  ])('stops with %s', async (code, positions) => {
    const faults: AppError[] = [];
    follow('stopped', { positions: async () => positions(), onFault: (fault) => faults.push(fault) });
    await eventually(() => expect(faults).toHaveLength(1), 30_000);
    expect(faults[0]).toMatchObject({ code, retryable: false });
    expect(store.taken).toEqual([]);
  });
});
