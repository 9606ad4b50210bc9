import { createKafka, createProducer, physicalTopic, type EventRecord, type KafkaOptions } from '@motcua/messaging';
import pg from 'pg';
import { cpuSecondsSince, serve } from '../side.ts';

/** As many as the relay sends at once. */
const BATCH = 1_000;

serve({
  /** kafkajs alone: sends the `staged` rows from memory, with the producer and the batches of the relay. */
  async produce({ kafka, databaseUrl }: { kafka: KafkaOptions; databaseUrl: string }) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<EventRecord>('select topic, key, headers, value from staged order by position');
    await client.end();
    const producer = createProducer(createKafka(kafka));
    await producer.connect();
    const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
    for (let index = 0; index < rows.length; index += BATCH) {
      const byTopic = Map.groupBy(rows.slice(index, index + BATCH), ({ topic }) => topic);
      await producer.sendBatch({
        acks: -1,
        topicMessages: [...byTopic].map(([topic, records]) => ({
          topic: physicalTopic(kafka, topic),
          messages: records.map(({ key, headers, value }) => ({ key, headers, value })),
        })),
      });
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpuSeconds = cpuSecondsSince(cpuBefore);
    await producer.disconnect();
    return { seconds, cpuSeconds, sent: rows.length };
  },
});
