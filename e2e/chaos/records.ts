import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { quietKafka } from '../../deploy/local/src/parts/kafka-part.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';
import type { Poison } from './poison.ts';

type Kafka = ReturnType<typeof quietKafka>;
type Message = Awaited<ReturnType<typeof readSlice>>[number];

interface Slice {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly count: number;
  readonly otherPartitions: readonly number[];
}

const clientOf = (stack: Stack): Kafka => quietKafka('motcua-chaos', [stack.endpoints.KAFKA_BROKERS]);

/** Produces existing records of a topic once more, byte by byte, into the partition they are in; answers how many. */
export async function doubleRecords(stack: Stack, topic: string, place: number, count: number): Promise<number> {
  const kafka = clientOf(stack);
  const slice = await findSlice(kafka, topic, place, count);
  if (!slice) return 0;
  const messages = await readSlice(kafka, slice);
  await produce(kafka, topic, messages, slice.partition);
  return messages.length;
}

/** Under which id and key a record goes out. */
export interface RecordIdentity {
  readonly id: string;
  readonly dossierId: string;
}

/** Throws a poison record in, under an identity of its own unless told otherwise; answers its event id. */
export async function throwPoison(
  stack: Stack,
  poison: Poison,
  identity: RecordIdentity = { id: randomUUID(), dossierId: randomUUID() },
): Promise<string> {
  await produce(clientOf(stack), poison.topic, [recordOf(poison, identity)]);
  return identity.id;
}

/** A connection that is open already, for what must be on its way while the broker does not answer. */
export async function openThrower(stack: Stack) {
  const producer = clientOf(stack).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  return {
    throw: async (poison: Poison, identity: RecordIdentity): Promise<void> => {
      await producer.send({ topic: poison.topic, acks: -1, messages: [recordOf(poison, identity)] });
    },
    close: () => producer.disconnect(),
  };
}

function recordOf({ type, value }: Poison, { id, dossierId }: RecordIdentity) {
  const headers = {
    ce_specversion: '1.0',
    ce_id: id,
    ce_type: type,
    ce_source: '/chaos',
    ce_time: new Date().toISOString(),
    ce_subject: dossierId,
    'content-type': 'application/json',
  };
  return { key: dossierId, headers, value };
}

async function findSlice(kafka: Kafka, topic: string, place: number, count: number): Promise<Slice | null> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const extents = await admin.fetchTopicOffsets(topic);
    const filled = extents.filter(({ high }) => Number(high) > 0);
    const chosen = filled[Math.floor(place * filled.length)];
    if (!chosen) return null;
    const [end, offset] = [Number(chosen.high), Math.floor(place * Number(chosen.high))];
    const { partition } = chosen;
    const otherPartitions = extents.map((extent) => extent.partition).filter((other) => other !== partition);
    return { topic, partition, offset, count: Math.min(count, end - offset), otherPartitions };
  } finally {
    await admin.disconnect();
  }
}

async function readSlice(kafka: Kafka, { topic, partition, offset, count, otherPartitions }: Slice) {
  const consumer = kafka.consumer({ groupId: `chaos-${randomUUID()}`, maxWaitTimeInMs: 100 });
  const complete = Promise.withResolvers<void>();
  const messages: { key: Buffer | null; value: Buffer | null; headers: Record<string, Buffer | string> }[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition: from, message }) => {
        if (from !== partition || Number(message.offset) < offset || messages.length === count) return;
        const headers = message.headers as Record<string, Buffer | string>;
        messages.push({ key: message.key, value: message.value, headers });
        if (messages.length === count) complete.resolve();
      },
    });
    consumer.pause([{ topic, partitions: [...otherPartitions] }]);
    consumer.seek({ topic, partition, offset: String(offset) });
    await Promise.race([complete.promise, delay(20_000, undefined, { ref: false })]);
  } finally {
    await consumer.disconnect();
  }
  return messages;
}

async function produce(
  kafka: Kafka,
  topic: string,
  messages: readonly (Message | { key: string; value: string; headers: Record<string, string> })[],
  partition?: number,
): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const placed = messages.map((message) => (partition === undefined ? { ...message } : { ...message, partition }));
    await producer.send({ topic, acks: -1, messages: placed });
  } finally {
    await producer.disconnect();
  }
}
