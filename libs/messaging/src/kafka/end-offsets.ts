import type { Admin } from 'kafkajs';
import { createKafka, physicalTopic, type KafkaOptions } from './kafka-client.js';

/** Asks the broker again and again how far topics reach, over one connection. After a rejection, open a new one. */
export class EndOffsets {
  private constructor(
    private readonly options: KafkaOptions,
    private readonly admin: Admin,
  ) {}

  static async open(options: KafkaOptions): Promise<EndOffsets> {
    const admin = createKafka(options).admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
    } catch (error) {
      await admin.disconnect();
      throw error;
    }
    return new EndOffsets(options, admin);
  }

  /** By logical topic, the offset after the last record of each partition. */
  async read(topics: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    const ends = new Map<string, readonly number[]>();
    // One after the other: while kafkajs learns the brokers, questions at once open connections that it then forgets.
    for (const topic of topics) {
      const partitions: number[] = [];
      for (const { partition, high } of await this.admin.fetchTopicOffsets(physicalTopic(this.options, topic))) {
        partitions[partition] = Number(high);
      }
      ends.set(topic, partitions);
    }
    return ends;
  }

  async close(): Promise<void> {
    await this.admin.disconnect();
  }
}
