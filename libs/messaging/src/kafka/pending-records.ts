import type { KafkaOptions } from './kafka-client.js';
import { TopicReader, type PartitionPlace, type Positions } from './topic-reader.js';

/** Most batches of a producer fit: what is larger costs a request of its own. */
const FIRST_BATCH_BYTES = 65_536;

/**
 * Finds since when records have been waiting for a reader of topics: the append time, by the broker's clock, of the oldest
 * record that it has not handled. It asks the broker, not the reader, so it also sees a reader that is dead or frozen. After a
 * rejection, close it and open a new one.
 */
export class PendingRecords {
  /** The append time of the record at a place, so that a partition without progress is not read again. */
  private readonly appendedAt = new Map<string, { readonly offset: number; readonly at: Date }>();

  private constructor(private readonly reader: TopicReader) {}

  static async open(options: KafkaOptions): Promise<PendingRecords> {
    return new PendingRecords(await TopicReader.open(options));
  }

  /** When the oldest record at or after the positions was appended; null when there is none. */
  async oldest(positions: Positions): Promise<Date | null> {
    let oldest: Date | null = null;
    for (const [topic, nextOffsets] of positions) {
      const extents = await this.reader.extents(topic);
      const waiting = extents
        .map(({ partition, low, high }) => ({ partition, offset: Math.max(nextOffsets[partition] ?? 0, low), high }))
        .filter(({ offset, high }) => offset < high);
      for (const at of await this.appendTimes(topic, waiting)) if (oldest === null || at < oldest) oldest = at;
    }
    return oldest;
  }

  /** The same for a consumer group that commits its offsets. */
  async oldestOfGroup(groupId: string, topics: readonly string[]): Promise<Date | null> {
    return this.oldest(await this.reader.committed(groupId, topics));
  }

  async close(): Promise<void> {
    await this.reader.close();
  }

  private async appendTimes(topic: string, places: readonly PartitionPlace[]): Promise<Date[]> {
    const known = (place: PartitionPlace): Date | null => {
      const seen = this.appendedAt.get(`${topic}/${place.partition}`);
      return seen?.offset === place.offset ? seen.at : null;
    };
    let unknown = places.filter((place) => known(place) === null);
    while (unknown.length > 0) {
      const fetched = await this.reader.read(topic, unknown, FIRST_BATCH_BYTES);
      for (const place of unknown) {
        const [record] = fetched.get(place.partition) ?? [];
        if (!record) continue;
        const at = new Date(Number(record.timestamp));
        this.appendedAt.set(`${topic}/${place.partition}`, { offset: place.offset, at });
      }
      const left = unknown.filter((place) => known(place) === null);
      if (left.length === unknown.length) throw new Error(`The broker sends nothing of ${topic}.`);
      unknown = left;
    }
    return places.map((place) => known(place)!);
  }
}
