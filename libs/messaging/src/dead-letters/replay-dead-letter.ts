import { DEAD_LETTERS_TOPIC, replaysTopic } from '@motcua/contracts';
import { AppError, uuidv7 } from '@motcua/kernel';
import { createKafka, createProducer, physicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import { DEAD_LETTER_REPLAYED_TYPE, REPLAY_HEADER } from './dead-letter.js';
import { readDeadLetters, type ListedDeadLetter } from './read-dead-letters.js';

/**
 * Sends the record of a dead letter once more, to the consumer that could not take it in and to no other.
 * @throws AppError `dead-letter-not-found`
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
    const { key, headers, value } = letter.record;
    const at = new Date();
    await producer.send({
      topic: physicalTopic(options, replaysTopic(letter.consumer)),
      // A letter that is replayed twice is a new claim each time; the effect is guarded by revision as well.
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
