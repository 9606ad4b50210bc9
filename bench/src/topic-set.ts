import { EVENT_TOPICS } from '@motcua/contracts';
import { TopicReader, type KafkaOptions } from '@motcua/messaging';
import { kafkaOf, type Bench } from './context.ts';
import { Side } from './side.ts';

/** The four event topics, filled with histories. */
export interface TopicSet {
  readonly kafka: KafkaOptions;
  readonly events: number;
  readonly bytes: number;
}

const prepared = new Map<number, Promise<TopicSet>>();

/** Topics with so many events; made once in a run. */
export function topicSet(bench: Bench, events: number): Promise<TopicSet> {
  const known = prepared.get(events) ?? prepare(bench, events);
  prepared.set(events, known);
  return known;
}

async function prepare(bench: Bench, events: number): Promise<TopicSet> {
  bench.say(`preparing topics with ${events} events`);
  const kafka = kafkaOf(bench, `set${events}.`);
  const { result } = await Side.once<{ bytes: number }>('publish', 'histories', { kafka, events });
  const reader = await TopicReader.open(kafka);
  try {
    const offsets = [...(await reader.ends(EVENT_TOPICS)).values()].flat();
    const found = offsets.reduce((sum, offset) => sum + offset, 0);
    if (found !== events) throw new Error(`The topics hold ${found} events, not ${events}.`);
  } finally {
    await reader.close();
  }
  return { kafka, events, bytes: result.bytes };
}
