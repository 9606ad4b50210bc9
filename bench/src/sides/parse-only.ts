import { EVENT_TOPICS } from '@motcua/contracts';
import { createKafka, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { randomUUID } from 'node:crypto';
import { cpuSecondsSince, serve } from '../side.ts';

const MEBIBYTE = 1_048_576;

serve({
  /** kafkajs as the follower sets it up, with nothing behind it but JSON.parse of each value. */
  async parse({ kafka, events }: { kafka: KafkaOptions; events: number }) {
    const consumer = createKafka(kafka).consumer({
      groupId: `bench-parse-${randomUUID()}`,
      maxWaitTimeInMs: 200,
      maxBytesPerPartition: 4 * MEBIBYTE,
      maxBytes: 8 * MEBIBYTE,
      allowAutoTopicCreation: false,
    });
    await consumer.connect();
    await consumer.subscribe({ topics: EVENT_TOPICS.map((topic) => physicalTopic(kafka, topic)), fromBeginning: true });
    const done = Promise.withResolvers<void>();
    let startedAt = 0;
    let cpuBefore = process.cpuUsage();
    let parsed = 0;
    let revisions = 0;
    await consumer.run({
      autoCommit: false,
      partitionsConsumedConcurrently: 3,
      eachBatch: async ({ batch }) => {
        if (startedAt === 0) [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
        for (const { value } of batch.messages) {
          revisions += (JSON.parse(String(value)) as { revision: number }).revision;
        }
        parsed += batch.messages.length;
        if (parsed >= events) done.resolve();
      },
    });
    await done.promise;
    const seconds = (performance.now() - startedAt) / 1_000;
    const cpuSeconds = cpuSecondsSince(cpuBefore);
    await consumer.disconnect();
    return { seconds, cpuSeconds, parsed, revisions };
  },
});
