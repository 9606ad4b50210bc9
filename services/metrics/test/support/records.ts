import { EVENT_TOPICS, eventCatalogue, type DomainEvent } from '@motcua/contracts';
import { toRecord } from '@motcua/messaging';
import type { FollowedRecord } from '@motcua/messaging';

/** The topic of an event. */
export const topicOf = (event: DomainEvent): string => eventCatalogue.get(event.type)!.family.topic;

/** An event as a consumer gets it from the broker. */
export function recordOf(event: DomainEvent, offset = 0): FollowedRecord {
  const { key, headers, value } = toRecord(topicOf(event), event);
  return {
    key: Buffer.from(key),
    value: Buffer.from(value),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)])),
    timestamp: String(Date.parse(event.recordedAt)),
    offset: String(offset),
    attributes: 0,
  };
}

/** The topics of one partition, with offsets, after all events were published in this order. */
export function published(events: readonly DomainEvent[]): Map<string, FollowedRecord[]> {
  const topics = new Map<string, FollowedRecord[]>(EVENT_TOPICS.map((topic) => [topic, []]));
  for (const event of events) {
    const topic = topics.get(topicOf(event))!;
    topic.push(recordOf(event, topic.length));
  }
  return topics;
}
