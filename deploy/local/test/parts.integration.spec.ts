import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import pg from 'pg';
import { existsSync, statSync } from 'node:fs';
import { whenTopicsHaveLeaders } from '../src/parts/topic-leaders.ts';
import { Stack } from '../src/stack.ts';

describe('the embedded parts', () => {
  let stack: Stack;

  beforeAll(async () => {
    stack = await Stack.open({ instance: `spec-parts-${process.pid}`, ownParts: true });
    await stack.startParts();
  }, 120_000);
  afterAll(() => stack.stop(), 60_000);

  const kill = async (name: 'kafka' | 'postgres' | 'redis') => {
    const pid = stack.pidOf(name) ?? 0;
    process.kill(pid, 'SIGKILL');
    while (stack.pidOf(name) === pid) await new Promise((resolve) => setTimeout(resolve, 20));
    await stack.whenReady(name);
    expect(stack.pidOf(name)).not.toBe(pid);
  };

  it('bring a killed broker back in place with its cluster id and its records', async () => {
    const kafka = new Kafka({ brokers: [stack.endpoints.KAFKA_BROKERS], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    const producer = kafka.producer({ idempotent: true });
    await Promise.all([admin.connect(), producer.connect()]);
    await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 3 }], waitForLeaders: true });
    const messages = Array.from({ length: 300 }, (_, index) => ({ key: String(index), value: 'kept' }));
    await producer.send({ topic: 'kept', acks: -1, messages });
    const { clusterId } = await admin.describeCluster();
    await kill('kafka');
    expect((await admin.describeCluster()).clusterId).toBe(clusterId);
    const offsets = await admin.fetchTopicOffsets('kept');
    expect(offsets.reduce((sum, { offset }) => sum + Number(offset), 0)).toBe(300);
    await producer.send({ topic: 'kept', acks: -1, messages: [{ key: 'after', value: 'the crash' }] });
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }, 60_000);

  it('are ready when every partition of every topic has a leader, and name the topic that has none', async () => {
    const brokers = [stack.endpoints.KAFKA_BROKERS];
    const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'led', numPartitions: 24 }], waitForLeaders: false });
    await whenTopicsHaveLeaders(brokers);
    const { topics } = await admin.fetchTopicMetadata({ topics: ['led'] });
    expect(topics[0]?.partitions.map(({ leader }) => leader)).toEqual(Array(24).fill(1));
    await admin.disconnect();
    await expect(whenTopicsHaveLeaders(['127.0.0.1:1'], 100)).rejects.toThrow(
      /within 0.1 s:\n {2}Kafka does not answer/,
    );
  }, 60_000);

  it('bring a killed PostgreSQL back in place with what was committed', async () => {
    const query = async (sql: string) => {
      const client = new pg.Client({ connectionString: stack.superuserUrl });
      await client.connect();
      return await client.query<{ kept: number }>(sql).finally(() => client.end());
    };
    await query('create table kept as select 7 as kept');
    await kill('postgres');
    expect((await query('select kept from kept')).rows).toEqual([{ kept: 7 }]);
  }, 60_000);

  it('bring a killed Redis back', () => kill('redis'), 60_000);

  it('let nobody in without a password, and keep the passwords to their owner', async () => {
    const url = Object.assign(new URL(stack.superuserUrl), { password: 'guessed' }).href;
    await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow('password authentication failed');
    expect(statSync(stack.paths.secretsFile).mode & 0o077).toBe(0);
  });

  it('refuse a second stack of the same name with one line', async () => {
    await expect(Stack.open({ instance: stack.paths.name })).rejects.toThrow(
      `already running (pid ${process.pid}, wall ${stack.endpoints.PORTAL_URL}): stop that one first`,
    );
    expect(existsSync(stack.paths.stackFile)).toBe(true);
  });
});
