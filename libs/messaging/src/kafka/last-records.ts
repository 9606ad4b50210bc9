import { AppError } from '@motcua/kernel';
import { logLevel, type Cluster, type Kafka, type KafkaMessage } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import { createKafka, physicalTopic, RETRY, type KafkaOptions } from './kafka-client.js';
import { moduloAssigner } from './modulo-assigner.js';

/** What is still to be read of a partition. */
interface Slice {
  readonly partition: number;
  readonly next: number;
  readonly end: number;
}

/** The broker's answer to a fetch, which kafkajs leaves untyped. */
interface FetchAnswer {
  readonly responses: readonly {
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly KafkaMessage[] }[];
  }[];
}

const MEBIBYTE = 1_048_576;

/**
 * The last `count` records of each partition of a topic, in the order of each partition; none when the topic is missing.
 * No group is joined for it: at a broker's default settings a new group waits three seconds for further members.
 * @throws AppError `topic-end-unreadable`, retryable
 */
export async function readLastRecords(
  options: KafkaOptions,
  topic: string,
  count: number,
): Promise<readonly KafkaMessage[]> {
  const name = physicalTopic(options, topic);
  const cluster = clusterOf(createKafka(options, logLevel.NOTHING));
  try {
    await cluster.connect();
    return await whenLed(cluster, name, async () => readSlices(cluster, name, await lastSlices(cluster, name, count)));
  } catch (error) {
    if (isMissing(error)) return [];
    throw new AppError(`The end of ${name} cannot be read yet: ${String(error)}`, {
      code: 'topic-end-unreadable',
      retryable: true,
      cause: error,
    });
  } finally {
    await cluster.disconnect();
  }
}

/** kafkajs hands its connections to assigners only. The consumer that this one belongs to never runs. */
function clusterOf(kafka: Kafka): Cluster {
  const clusters: Cluster[] = [];
  kafka.consumer({
    groupId: 'never-joined',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        clusters.push(config.cluster);
        return moduloAssigner(config);
      },
    ],
  });
  return clusters[0]!;
}

/** kafkajs tries connections again by itself, but not these requests: partitions that are new or move have no leader. */
async function whenLed<T>(cluster: Cluster, topic: string, ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await cluster.addTargetTopic(topic);
      return await ask();
    } catch (error) {
      const { retriable } = error as { readonly retriable?: boolean };
      if (!retriable || isMissing(error) || attempt === RETRY.retries) throw error;
      await delay(Math.min(RETRY.initialRetryTime * 2 ** attempt, RETRY.maxRetryTime));
      await cluster.refreshMetadata();
    }
  }
}

async function lastSlices(cluster: Cluster, topic: string, count: number): Promise<Slice[]> {
  const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ partition: partitionId }));
  const [ends] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning: false }]);
  const [starts] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning: true }]);
  const startOf = new Map(starts!.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
  return ends!.partitions.map(({ partition, offset }) => ({
    partition,
    next: Math.max(Number(offset) - count, startOf.get(partition)!),
    end: Number(offset),
  }));
}

async function readSlices(cluster: Cluster, topic: string, slices: readonly Slice[]): Promise<KafkaMessage[]> {
  const records: KafkaMessage[] = [];
  let open = slices.filter(({ next, end }) => next < end);
  while (open.length > 0) {
    const fetched = await fetchOnce(cluster, topic, open);
    if (![...fetched.values()].some(({ length }) => length > 0)) {
      throw new Error(`The broker sends nothing of partition ${open[0]!.partition} from offset ${open[0]!.next} on.`);
    }
    open = open.flatMap((slice) => {
      const messages = fetched.get(slice.partition) ?? [];
      // The broker sends whole batches: what stands before and after the slice comes with it.
      records.push(...messages.filter(({ offset }) => Number(offset) >= slice.next && Number(offset) < slice.end));
      const next = Math.max(slice.next, Number(messages.at(-1)?.offset ?? -1) + 1);
      return next < slice.end ? [{ ...slice, next }] : [];
    });
  }
  return records;
}

/** Asks each leader once; the broker may send less than there is, but something of at least one partition. */
async function fetchOnce(
  cluster: Cluster,
  topic: string,
  slices: readonly Slice[],
): Promise<ReadonlyMap<number, readonly KafkaMessage[]>> {
  const fetched = new Map<number, readonly KafkaMessage[]>();
  const leaders = cluster.findLeaderForPartitions(
    topic,
    slices.map(({ partition }) => partition),
  );
  for (const [nodeId, led] of Object.entries(leaders)) {
    const partitions = slices
      .filter(({ partition }) => led.includes(partition))
      .map(({ partition, next }) => ({ partition, fetchOffset: String(next), maxBytes: MEBIBYTE }));
    const broker = await cluster.findBroker({ nodeId });
    const request = { maxWaitTime: 100, minBytes: 1, maxBytes: 8 * MEBIBYTE, topics: [{ topic, partitions }] };
    const { responses } = (await broker.fetch(request)) as FetchAnswer;
    for (const { partition, messages } of responses.flatMap((response) => response.partitions)) {
      fetched.set(partition, messages);
    }
  }
  return fetched;
}

function isMissing(error: unknown): boolean {
  return (error as { readonly type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION';
}
