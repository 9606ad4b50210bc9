import { EVENT_TOPICS } from '@motcua/contracts';
import { TopicReader, type KafkaOptions } from '@motcua/messaging';
import type { Offsets } from './sides/read-back.ts';

/** How far the event topics reach now. */
export async function endOffsets(kafka: KafkaOptions, topics: readonly string[] = EVENT_TOPICS): Promise<Offsets> {
  const reader = await TopicReader.open(kafka);
  try {
    return Object.fromEntries(await reader.ends(topics));
  } finally {
    await reader.close();
  }
}

export const sumOf = (offsets: Offsets): number =>
  Object.values(offsets)
    .flat()
    .reduce((sum, offset) => sum + offset, 0);
