import { createKafka, logicalTopic, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { randomUUID } from 'node:crypto';
import { serve } from '../side.ts';

/** By logical topic, an offset of each partition. */
export type Offsets = Readonly<Record<string, readonly number[]>>;

export interface Window {
  readonly kafka: KafkaOptions;
  readonly from: Offsets;
  readonly to: Offsets;
}

/** A record as far as timing goes. */
export interface Appended {
  readonly key: string;
  readonly partition: number;
  readonly offset: number;
  /** When the broker appended it, in milliseconds since 1970. */
  readonly at: number;
}

interface ReadRecord extends Appended {
  readonly topic: string;
  readonly value: Buffer;
}

async function readAll({ kafka, from, to }: Window, onRecord: (record: ReadRecord) => void): Promise<void> {
  const left = new Set<string>();
  for (const [topic, ends] of Object.entries(to)) {
    ends.forEach((end, partition) => end > (from[topic]?.[partition] ?? 0) && left.add(`${topic}/${partition}`));
  }
  if (left.size === 0) return;
  const consumer = createKafka(kafka).consumer({ groupId: `bench-read-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({
    topics: Object.keys(to).map((topic) => physicalTopic(kafka, topic)),
    fromBeginning: true,
  });
  const done = Promise.withResolvers<void>();
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      const topic = logicalTopic(kafka, batch.topic);
      const { partition } = batch;
      const [first, end] = [from[topic]?.[partition] ?? 0, to[topic]?.[partition] ?? 0];
      for (const message of batch.messages) {
        const offset = Number(message.offset);
        if (offset < first || offset >= end) continue;
        const { key, value, timestamp } = message;
        onRecord({
          topic,
          partition,
          offset,
          key: String(key),
          value: value ?? Buffer.alloc(0),
          at: Number(timestamp),
        });
      }
      if (Number(batch.lastOffset()) + 1 >= end) left.delete(`${topic}/${partition}`);
      if (left.size === 0) done.resolve();
    },
  });
  for (const [topic, offsets] of Object.entries(from)) {
    offsets.forEach((offset, partition) =>
      consumer.seek({ topic: physicalTopic(kafka, topic), partition, offset: String(offset) }),
    );
  }
  await done.promise;
  await consumer.disconnect();
}

serve({
  /** Whether each dossier's revisions follow each other: how many records there are, doubled, and out of order. */
  async order(window: Window) {
    const revisions = new Map<string, number>();
    let [records, doubled, violations] = [0, 0, 0];
    await readAll(window, ({ topic, key, value }) => {
      const name = `${topic} ${key}`;
      const { revision } = JSON.parse(String(value)) as { revision: number };
      const last = revisions.get(name) ?? 0;
      records += 1;
      if (revision === last) doubled += 1;
      else if (revision !== last + 1) violations += 1;
      revisions.set(name, Math.max(last, revision));
    });
    return { records, doubled, violations };
  },

  async appended(window: Window): Promise<readonly Appended[]> {
    const appended: Appended[] = [];
    await readAll(window, ({ key, partition, offset, at }) => appended.push({ key, partition, offset, at }));
    return appended;
  },
});
