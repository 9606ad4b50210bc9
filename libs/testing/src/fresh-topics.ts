import { eventCatalogue, readEvent, topicDeclarations, type DomainEvent } from '@motcua/contracts';
import {
  attributesOf,
  createKafka,
  createProducer,
  ensureTopics,
  headersOf,
  physicalTopic,
  readTopic,
  textOf,
  TopicReader,
  toRecord,
  type EventRecord,
  type KafkaOptions,
} from '@motcua/messaging';
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
  const reader = await TopicReader.open(kafka);
  await reader.ends(topicDeclarations.map(({ name }) => name)).finally(() => reader.close());
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
    records: (topic) => recordsOf(kafka, topic),
    events: async <State>(topic: string) =>
      (await recordsOf(kafka, topic)).map(({ headers, value }) => {
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

async function recordsOf(kafka: KafkaOptions, topic: string): Promise<readonly EventRecord[]> {
  const records = await readTopic(kafka, topic);
  return records.map(({ key, headers, value }) => ({
    topic,
    key: textOf(key),
    headers: headersOf(headers),
    value: textOf(value),
  }));
}
