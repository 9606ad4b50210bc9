import { AppError } from '@motcua/kernel';
import type { KafkaMessage } from 'kafkajs';
import { physicalTopic, type KafkaOptions } from './kafka-client.js';
import { TopicReader } from './topic-reader.js';

/** What is still to be read of a partition. */
interface Slice {
  readonly partition: number;
  readonly offset: number;
  readonly end: number;
}

/**
 * A topic from its start to its present end, or the last `most` records of each partition, in the order of each partition;
 * none when the topic is missing.
 * @throws AppError `topic-unreadable`, retryable
 */
export async function readTopic(
  options: KafkaOptions,
  topic: string,
  most: number = Infinity,
): Promise<readonly KafkaMessage[]> {
  let reader: TopicReader | undefined;
  try {
    reader = await TopicReader.open(options);
    const extents = await reader.extents(topic);
    const slices = extents.map(({ partition, low, high }) => ({
      partition,
      offset: Math.max(high - most, low),
      end: high,
    }));
    return await readSlices(reader, topic, slices);
  } catch (error) {
    throw new AppError(`${physicalTopic(options, topic)} cannot be read yet: ${String(error)}`, {
      code: 'topic-unreadable',
      retryable: true,
      cause: error,
    });
  } finally {
    await reader?.close();
  }
}

async function readSlices(reader: TopicReader, topic: string, slices: readonly Slice[]): Promise<KafkaMessage[]> {
  const records: KafkaMessage[] = [];
  let open = slices.filter(({ offset, end }) => offset < end);
  while (open.length > 0) {
    const fetched = await reader.read(topic, open);
    if (![...fetched.values()].some(({ length }) => length > 0)) {
      throw new Error(`The broker sends nothing of partition ${open[0]!.partition} from offset ${open[0]!.offset} on.`);
    }
    open = open.flatMap((slice) => {
      const messages = fetched.get(slice.partition) ?? [];
      records.push(...messages.filter(({ offset }) => Number(offset) < slice.end));
      const next = Math.max(slice.offset, Number(messages.at(-1)?.offset ?? -1) + 1);
      return next < slice.end ? [{ ...slice, offset: next }] : [];
    });
  }
  return records;
}
