import { createKafka, createProducer, ensureTopics, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { histories } from '../histories.ts';
import type { HistoryRecord } from '../life.ts';
import { serve } from '../side.ts';

const BATCH = 10_000;

serve({
  /** Makes the topics and fills them. */
  async histories({ kafka, events }: { kafka: KafkaOptions; events: number }) {
    await ensureTopics(kafka);
    const producer = createProducer(createKafka(kafka));
    await producer.connect();
    let bytes = 0;
    let waiting: HistoryRecord[] = [];
    const send = async (): Promise<void> => {
      const byTopic = Map.groupBy(waiting, ({ topic }) => topic);
      waiting = [];
      await producer.sendBatch({
        acks: -1,
        topicMessages: [...byTopic].map(([topic, records]) => ({
          topic: physicalTopic(kafka, topic),
          messages: records.map(({ key, headers, value }) => ({ key, headers, value })),
        })),
      });
    };
    for (const day of histories(events)) {
      for (const record of day) {
        bytes += Buffer.byteLength(record.value);
        waiting.push(record);
        if (waiting.length >= BATCH) await send();
      }
    }
    if (waiting.length > 0) await send();
    await producer.disconnect();
    return { bytes };
  },
});
