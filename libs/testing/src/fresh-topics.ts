import { eventCatalogue, readEvent, topicDeclarations, type DomainEvent } from '@motcua/contracts';
import {
  attributesOf,
  createKafka,
  createProducer,
  EndOffsets,
  ensureTopics,
  headersOf,
  physicalTopic,
  toRecord,
  type EventRecord,
  type KafkaOptions,
} from '@motcua/messaging';
import type { Consumer } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import { eventually } from './eventually.js';
import { realParts } from './real-parts.js';

/** All topics once more, under a prefix of one spec. */
export interface FreshTopics {
  /** Settings for the service under test, with the prefix. */
  readonly kafka: KafkaOptions;
  /** Publishes events as their producers would. */
  publish(...events: readonly DomainEvent[]): Promise<void>;
  /** Publishes records as they are, broken ones too. */
  publishRecords(...records: readonly EventRecord[]): Promise<void>;
  /** Every record of a topic from its start until now. */
  records(topic: string): Promise<readonly EventRecord[]>;
  /** Every event of a topic from its start until now, in the order of each partition. */
  events<State>(topic: string): Promise<readonly DomainEvent<State>[]>;
  drop(): Promise<void>;
}

/** Rejects while a partition has no leader: a topic is known some time before it can be written to. */
async function readEnds(kafka: KafkaOptions): Promise<void> {
  const ends = await EndOffsets.open(kafka);
  await ends.read(topicDeclarations.map(({ name }) => name)).finally(() => ends.close());
}

export async function freshTopics(clientId = 'spec'): Promise<FreshTopics> {
  const kafka = {
    brokers: realParts().kafkaBrokers,
    clientId,
    topicPrefix: `t${randomBytes(4).toString('hex')}.`,
  };
  await ensureTopics(kafka);
  await eventually(() => readEnds(kafka), 30_000);
  const producer = createProducer(createKafka(kafka));
  await producer.connect();
  const publishRecords = async (...records: readonly EventRecord[]): Promise<void> => {
    for (const { topic, key, headers, value } of records) {
      await producer.send({ topic: physicalTopic(kafka, topic), messages: [{ key, headers, value }] });
    }
  };
  return {
    kafka,
    publishRecords,
    publish: (...events) =>
      publishRecords(...events.map((event) => toRecord(eventCatalogue.get(event.type)!.family.topic, event))),
    records: (topic) => readAll(kafka, topic),
    events: async <State>(topic: string) =>
      (await readAll(kafka, topic)).map(({ headers, value }) => {
        const attributes = attributesOf(headers);
        return readEvent(eventCatalogue.get(attributes.type)!, attributes, value) as DomainEvent<State>;
      }),
    drop: async () => {
      await producer.disconnect();
      const admin = createKafka(kafka).admin();
      await admin.connect();
      await admin.deleteTopics({ topics: topicDeclarations.map(({ name }) => physicalTopic(kafka, name)) });
      await admin.disconnect();
    },
  };
}

async function readAll(options: KafkaOptions, topic: string): Promise<readonly EventRecord[]> {
  const kafka = createKafka(options);
  const name = physicalTopic(options, topic);
  const groupId = `${options.topicPrefix ?? ''}reader-${randomBytes(4).toString('hex')}`;
  const admin = kafka.admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(name);
    const ends = new Map(
      offsets.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (ends.size === 0) return [];
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50 });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic: name, fromBeginning: true });
      return await readUntil(consumer, topic, ends);
    } finally {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]);
    }
  } finally {
    await admin.disconnect();
  }
}

/** Reads until each partition has reached its end offset. */
async function readUntil(
  consumer: Consumer,
  topic: string,
  ends: Map<number, bigint>,
): Promise<readonly EventRecord[]> {
  const records: EventRecord[] = [];
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          const end = ends.get(partition);
          if (end === undefined) return;
          records.push({
            topic,
            key: String(message.key ?? ''),
            headers: headersOf(message.headers),
            value: String(message.value ?? ''),
          });
          if (BigInt(message.offset) + 1n >= end) ends.delete(partition);
          if (ends.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  return records;
}
