import { retried } from '@motcua/kernel';
import {
  logLevel,
  type BrokerMetadata,
  type Cluster,
  type Kafka,
  type KafkaMessage,
  type PartitionOffset,
} from 'kafkajs';
import { createKafka, physicalTopic, REQUESTS, type KafkaOptions } from './kafka-client.js';
import { moduloAssigner } from './modulo-assigner.js';

/** Where to continue reading in one partition. */
export interface PartitionPlace {
  readonly partition: number;
  readonly offset: number;
}

/** By logical topic, the first offset of each partition that is not handled; a missing partition begins at its start. */
export type Positions = ReadonlyMap<string, readonly number[]>;

/** Where a partition begins, and the offset after its last record. */
export interface PartitionExtent {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
}

/** The broker's answer to a fetch, which kafkajs leaves untyped. */
interface FetchAnswer {
  readonly responses: readonly {
    readonly partitions: readonly { readonly partition: number; readonly messages: readonly KafkaMessage[] }[];
  }[];
}

const MEBIBYTE = 1_048_576;

/**
 * Reads topics, their offsets and those of groups, over connections of its own and without joining a group: with a broker's
 * default settings a new group waits three seconds for further members. Topic names are logical.
 */
export class TopicReader {
  private constructor(
    private readonly options: KafkaOptions,
    private readonly cluster: Cluster,
  ) {}

  /** The caller closes it, also after a rejection. */
  static async open(options: KafkaOptions): Promise<TopicReader> {
    const cluster = clusterOf(createKafka(options, logLevel.NOTHING));
    const reader = new TopicReader(options, cluster);
    try {
      await cluster.connect();
    } catch (error) {
      await reader.close();
      throw error;
    }
    return reader;
  }

  /** How far each partition of a topic reaches; none when the topic is missing. */
  async extents(topic: string): Promise<readonly PartitionExtent[]> {
    const name = physicalTopic(this.options, topic);
    try {
      return await this.whenLed(name, () => this.readExtents(name));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  /** The offset after the last record of each partition, by logical topic. */
  async ends(topics: readonly string[]): Promise<Positions> {
    const ends = new Map<string, readonly number[]>();
    for (const topic of topics) {
      const name = physicalTopic(this.options, topic);
      const partitions: number[] = [];
      for (const { partition, offset } of await this.whenLed(name, () => this.offsetsOf(name, false))) {
        partitions[partition] = Number(offset);
      }
      ends.set(topic, partitions);
    }
    return ends;
  }

  /** Which cluster it is that answers. */
  async clusterId(): Promise<string> {
    const { clusterId } = (await this.cluster.metadata()) as BrokerMetadata & { readonly clusterId: string };
    return clusterId;
  }

  /**
   * Asks each leader once for the records from these places on. The broker may send fewer than there are, but sends some of
   * at least one partition that has records there.
   */
  async read(topic: string, places: readonly PartitionPlace[], maxBytes = MEBIBYTE): Promise<FetchedRecords> {
    const name = physicalTopic(this.options, topic);
    return this.whenLed(name, () => this.fetch(name, places, maxBytes));
  }

  /** How far a consumer group has committed; a partition without a commit stands before its start. */
  async committed(groupId: string, topics: readonly string[]): Promise<Positions> {
    const committed = new Map<string, readonly number[]>();
    const coordinator = await this.cluster.findGroupCoordinator({ groupId });
    for (const topic of topics) {
      const name = physicalTopic(this.options, topic);
      await this.cluster.addTargetTopic(name);
      // kafkajs's types ask for offsets here, which are what the answer brings.
      const partitions = this.cluster
        .findTopicPartitionMetadata(name)
        .map(({ partitionId }) => ({ partition: partitionId, offset: '' }));
      const { responses } = await coordinator.offsetFetch({ groupId, topics: [{ topic: name, partitions }] });
      const offsets: number[] = [];
      for (const { partition, offset } of responses[0]!.partitions) offsets[partition] = Number(offset);
      committed.set(topic, offsets);
    }
    return committed;
  }

  async close(): Promise<void> {
    await this.cluster.disconnect();
  }

  private async readExtents(topic: string): Promise<PartitionExtent[]> {
    const ends = await this.offsetsOf(topic, false);
    const starts = await this.offsetsOf(topic, true);
    const startOf = new Map(starts.map(({ partition, offset }) => [partition, Number(offset)]));
    return ends.map(({ partition, offset }) => ({ partition, low: startOf.get(partition)!, high: Number(offset) }));
  }

  private async offsetsOf(topic: string, fromBeginning: boolean): Promise<readonly PartitionOffset[]> {
    const partitions = this.cluster
      .findTopicPartitionMetadata(topic)
      .map(({ partitionId }) => ({ partition: partitionId }));
    const [offsets] = await this.cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]);
    return offsets!.partitions;
  }

  private async fetch(topic: string, places: readonly PartitionPlace[], maxBytes: number): Promise<FetchedRecords> {
    const fetched = new Map<number, readonly KafkaMessage[]>();
    const leaders = this.cluster.findLeaderForPartitions(
      topic,
      places.map(({ partition }) => partition),
    );
    for (const [nodeId, led] of Object.entries(leaders)) {
      const asked = places.filter(({ partition }) => led.includes(partition));
      const partitions = asked.map(({ partition, offset }) => ({ partition, fetchOffset: String(offset), maxBytes }));
      const broker = await this.cluster.findBroker({ nodeId });
      const request = { maxWaitTime: 100, minBytes: 1, maxBytes: 8 * MEBIBYTE, topics: [{ topic, partitions }] };
      const { responses } = (await broker.fetch(request)) as FetchAnswer;
      for (const { partition, messages } of responses.flatMap((response) => response.partitions)) {
        const { offset } = asked.find((place) => place.partition === partition)!;
        // The broker sends whole batches, which may begin before the place.
        fetched.set(
          partition,
          messages.filter((message) => Number(message.offset) >= offset),
        );
      }
    }
    return fetched;
  }

  /** kafkajs retries connections itself, but not these requests: a partition that is new or moves has no leader. */
  private async whenLed<T>(topic: string, ask: () => Promise<T>): Promise<T> {
    let isFirst = true;
    const askLeaders = async (): Promise<T> => {
      if (!isFirst) await this.cluster.refreshMetadata();
      isFirst = false;
      await this.cluster.addTargetTopic(topic);
      return ask();
    };
    return retried(askLeaders, { policy: REQUESTS, canPass: isRetriable });
  }
}

/** By partition, in the order of offsets. */
export type FetchedRecords = ReadonlyMap<number, readonly KafkaMessage[]>;

/** kafkajs gives its connections to assigners only; the consumer of this one never runs. */
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

function isMissing(error: unknown): boolean {
  return (error as { readonly type?: string }).type === 'UNKNOWN_TOPIC_OR_PARTITION';
}

function isRetriable(error: unknown): boolean {
  return (error as { readonly retriable?: boolean }).retriable === true && !isMissing(error);
}
