import { AppError } from '@motcua/kernel';
import type { Kafka } from 'kafkajs';

/** How far the follower's own store is with one partition number. */
export interface StoredPosition {
  readonly partition: number;
  /** The cluster whose offsets these are; null while the store is empty. */
  readonly clusterId: string | null;
  /** By logical topic, the first offset not taken in (0 when missing); or `'end'`: only what is written from now on. */
  readonly nextOffsets: Readonly<Record<string, number>> | 'end';
}

/** Where one partition of a topic begins and ends at the broker. */
export interface TopicExtent {
  readonly topic: string;
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

export interface ClusterView {
  readonly clusterId: string;
  readonly extents: readonly TopicExtent[];
}

/** Asks the cluster who it is and how far the topics (physical names) reach. */
export async function viewCluster(kafka: Kafka, topics: readonly string[]): Promise<ClusterView> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { clusterId } = await admin.describeCluster();
    const extents: TopicExtent[] = [];
    // One after the other: while kafkajs learns the brokers, questions at once open connections that it then forgets.
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        extents.push({ topic, partition, low: Number(low), high: Number(high) });
      }
    }
    return { clusterId, extents };
  } finally {
    await admin.disconnect();
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
  extent: TopicExtent,
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
