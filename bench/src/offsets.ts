import { EVENT_TOPICS } from '@motcua/contracts';
import { EndOffsets, type KafkaOptions } from '@motcua/messaging';
import type { Offsets } from './sides/read-back.ts';

/** How far the event topics reach now. */
export async function endOffsets(kafka: KafkaOptions, topics: readonly string[] = EVENT_TOPICS): Promise<Offsets> {
  const ends = await EndOffsets.open(kafka);
  try {
    return Object.fromEntries(await ends.read(topics));
  } finally {
    await ends.close();
  }
}

export const sumOf = (offsets: Offsets): number =>
  Object.values(offsets)
    .flat()
    .reduce((sum, offset) => sum + offset, 0);
