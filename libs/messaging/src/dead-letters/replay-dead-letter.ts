import { DEAD_LETTERS_TOPIC, replaysTopic } from '@motcua/contracts';
import { AppError, uuidv7 } from '@motcua/kernel';
import { headersOf, textOf, type EventRecord } from '../kafka/event-record.js';
import { createKafka, createProducer, physicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import { TopicReader } from '../kafka/topic-reader.js';
import { DEAD_LETTER_REPLAYED_TYPE, REPLAY_HEADER } from './dead-letter.js';
import { readDeadLetters, type ListedDeadLetter } from './read-dead-letters.js';

/**
 * Sends the record of a dead letter again, to the consumer that could not handle it and to no other.
 * @throws AppError `dead-letter-not-found`; `record-not-found` when a long record is no longer in its topic
 */
export async function replayDeadLetter(options: KafkaOptions, id: string): Promise<ListedDeadLetter> {
  const letter = (await readDeadLetters(options)).find((candidate) => candidate.id === id);
  if (!letter) {
    throw new AppError(`There is no dead letter ${id}; list them first.`, {
      code: 'dead-letter-not-found',
      retryable: false,
      kind: 'not-found',
    });
  }
  const producer = createProducer(createKafka(options));
  await producer.connect();
  try {
    const { key, headers, value } = letter.cut ? await readOrigin(options, letter) : letter.record;
    const at = new Date();
    await producer.send({
      topic: physicalTopic(options, replaysTopic(letter.consumer)),
      // Each replay is a new claim; the revision guards the effect as well.
      messages: [{ key, headers: { ...headers, [REPLAY_HEADER]: `${letter.id}/${uuidv7(at)}` }, value }],
    });
    await producer.send({
      topic: physicalTopic(options, DEAD_LETTERS_TOPIC),
      messages: [
        {
          key: letter.id,
          headers: {
            ce_specversion: '1.0',
            ce_id: uuidv7(at),
            ce_type: DEAD_LETTER_REPLAYED_TYPE,
            ce_source: '/commands/dead-letters',
            ce_time: at.toISOString(),
            ce_subject: letter.id,
          },
          value: '{}',
        },
      ],
    });
    return letter;
  } finally {
    await producer.disconnect();
  }
}

async function readOrigin(
  options: KafkaOptions,
  { origin }: ListedDeadLetter,
): Promise<Pick<EventRecord, 'key' | 'headers' | 'value'>> {
  const reader = await TopicReader.open(options);
  try {
    const place = { partition: origin.partition, offset: Number(origin.offset) };
    const record = (await reader.read(origin.topic, [place])).get(origin.partition)?.[0];
    if (record?.offset === origin.offset) {
      return { key: textOf(record.key), headers: headersOf(record.headers), value: textOf(record.value) };
    }
    throw new AppError(`${origin.topic}/${origin.partition}@${origin.offset} is no longer in the topic.`, {
      code: 'record-not-found',
      retryable: false,
      kind: 'not-found',
    });
  } finally {
    await reader.close();
  }
}
