import { DEAD_LETTERS_TOPIC } from '@motcua/contracts';
import { uuidv7 } from '@motcua/kernel';
import { headersOf } from '../kafka/event-record.js';
import { createKafka, physicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import { DEAD_LETTER_REPLAYED_TYPE, DEAD_LETTER_TYPE, type DeadLetter } from './dead-letter.js';

/** A dead letter and when it was last replayed. */
export interface ListedDeadLetter extends DeadLetter {
  readonly replayedAt: string | null;
}

async function endOffsets(options: KafkaOptions): Promise<Map<number, bigint>> {
  const admin = createKafka(options).admin();
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(physicalTopic(options, DEAD_LETTERS_TOPIC));
    return new Map(
      offsets
        .filter(({ low, high }) => BigInt(high) > BigInt(low))
        .map(({ partition, high }) => [partition, BigInt(high)]),
    );
  } finally {
    await admin.disconnect();
  }
}

/** Every dead letter of the topic as it stands now, oldest first. */
export async function readDeadLetters(options: KafkaOptions): Promise<ListedDeadLetter[]> {
  const ends = await endOffsets(options);
  const letters = new Map<string, DeadLetter>();
  const replayed = new Map<string, string>();
  if (ends.size === 0) return [];
  const groupId = `dead-letters-${uuidv7()}`;
  const kafka = createKafka(options);
  const consumer = kafka.consumer({ groupId });
  await consumer.connect();
  await consumer.subscribe({ topic: physicalTopic(options, DEAD_LETTERS_TOPIC), fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer
      .run({
        autoCommit: false,
        eachMessage: async ({ partition, message }) => {
          const { ce_type: type, ce_time: time, ce_subject: subject } = headersOf(message.headers);
          if (type === DEAD_LETTER_TYPE)
            letters.set(String(message.key), JSON.parse(String(message.value)) as DeadLetter);
          if (type === DEAD_LETTER_REPLAYED_TYPE && subject && time) replayed.set(subject, time);
          if (BigInt(message.offset) + 1n >= (ends.get(partition) ?? 0n)) ends.delete(partition);
          if (ends.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([groupId]);
  await admin.disconnect();
  return [...letters.values()]
    .sort((one, other) => one.id.localeCompare(other.id))
    .map((letter) => ({ ...letter, replayedAt: replayed.get(letter.id) ?? null }));
}
