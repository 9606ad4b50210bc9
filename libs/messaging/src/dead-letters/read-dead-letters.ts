import { DEAD_LETTERS_TOPIC } from '@motcua/contracts';
import { headersOf, textOf } from '../kafka/event-record.js';
import type { KafkaOptions } from '../kafka/kafka-client.js';
import { readTopic } from '../kafka/read-topic.js';
import { DEAD_LETTER_REPLAYED_TYPE, DEAD_LETTER_TYPE, type DeadLetter } from './dead-letter.js';

/** A dead letter and when it was last replayed. */
export interface ListedDeadLetter extends DeadLetter {
  readonly replayedAt: string | null;
}

/**
 * Every dead letter of the topic as it stands now, oldest first.
 * @throws AppError `topic-unreadable`, retryable
 */
export async function readDeadLetters(options: KafkaOptions): Promise<ListedDeadLetter[]> {
  const letters = new Map<string, DeadLetter>();
  const replayed = new Map<string, string>();
  for (const { key, headers, value } of await readTopic(options, DEAD_LETTERS_TOPIC)) {
    const { ce_type: type, ce_time: time, ce_subject: subject } = headersOf(headers);
    if (type === DEAD_LETTER_TYPE) letters.set(textOf(key), JSON.parse(textOf(value)) as DeadLetter);
    if (type === DEAD_LETTER_REPLAYED_TYPE && subject && time) replayed.set(subject, time);
  }
  return [...letters.values()]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map((letter) => ({ ...letter, replayedAt: replayed.get(letter.id) ?? null }));
}
