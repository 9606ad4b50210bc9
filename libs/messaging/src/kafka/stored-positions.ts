import { AppError } from '@motcua/kernel';
import { logicalTopic, type KafkaOptions } from './kafka-client.js';
import { TopicReader, type PartitionExtent } from './topic-reader.js';

/** How far the follower's own store is with one partition number. */
export interface StoredPosition {
  readonly partition: number;
  /** The cluster whose offsets these are; null while the store is empty. */
  readonly clusterId: string | null;
  /** By logical topic, the first offset not handled (0 when missing); or `'end'`: only what is written from now on. */
  readonly nextOffsets: Readonly<Record<string, number>> | 'end';
}

/** Partitions of a topic (physical name) that were assigned to a consumer. */
export interface Assigned {
  readonly topic: string;
  readonly partitions: readonly number[];
}

export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/**
 * Where to go on in each assigned partition, and in which cluster.
 * @param positions how far the own store is, for these partition numbers
 * @throws AppError as {@link offsetToStartAt}
 */
export async function placesOf(
  kafka: KafkaOptions,
  assigned: readonly Assigned[],
  positions: (partitions: readonly number[]) => Promise<readonly StoredPosition[]>,
): Promise<{ readonly clusterId: string; readonly places: readonly Place[] }> {
  const stored = await positions([...new Set(assigned.flatMap(({ partitions }) => partitions))]);
  const reader = await TopicReader.open(kafka);
  try {
    const clusterId = await reader.clusterId();
    const places: Place[] = [];
    for (const { topic, partitions } of assigned) {
      const name = logicalTopic(kafka, topic);
      const extents = await reader.extents(name);
      for (const partition of partitions) {
        const extent = extents.find((each) => each.partition === partition);
        if (!extent) throw new Error(`The broker does not know ${topic}/${partition} yet.`);
        const own = stored.find((each) => each.partition === partition);
        places.push({ topic, partition, offset: String(offsetToStartAt(name, extent, own, clusterId)) });
      }
    }
    return { clusterId, places };
  } finally {
    await reader.close();
  }
}

const refuse = (code: string, message: string): AppError => new AppError(message, { code, retryable: false });

/**
 * The offset at which to go on in one topic and partition.
 * @param topic logical name
 * @throws AppError `projection-of-another-cluster`, `topic-shorter-than-projection`, `topic-start-cut-off`
 */
export function offsetToStartAt(
  topic: string,
  extent: PartitionExtent,
  stored: StoredPosition | undefined,
  clusterId: string,
): number {
  if (stored?.nextOffsets === 'end') return extent.high;
  if (stored && stored.clusterId !== null && stored.clusterId !== clusterId) {
    throw refuse(
      'projection-of-another-cluster',
      `Folded from Kafka cluster ${stored.clusterId}, but this is ${clusterId}: wipe the projection and replay, or connect to the right cluster.`,
    );
  }
  const next = stored?.nextOffsets[topic] ?? 0;
  const place = `${topic}/${extent.partition}`;
  if (next > extent.high) {
    throw refuse(
      'topic-shorter-than-projection',
      `${place} ends at offset ${extent.high}, but was folded up to ${next}: records are lost. Restore the topic, or wipe the projection and replay.`,
    );
  }
  if (next < extent.low) {
    throw refuse(
      'topic-start-cut-off',
      `${place} starts at offset ${extent.low}, but is folded only up to ${next}: its start was cut off. Restore the topic.`,
    );
  }
  return next;
}
