import { WATERMARKS_TOPIC } from '@motcua/contracts';
import { createKafka, createProducer, physicalTopic, type KafkaOptions } from '@motcua/messaging';
import { figureSources } from '../src/domain/freshness.js';

/** The four relays, as far as their watermarks go. */
export interface Relays {
  silence(): Promise<void>;
}

export async function speakingRelays(kafka: KafkaOptions): Promise<Relays> {
  const producer = createProducer(createKafka(kafka));
  await producer.connect();
  const speak = async (): Promise<void> => {
    await producer.send({
      topic: physicalTopic(kafka, WATERMARKS_TOPIC),
      messages: figureSources.map((service) => ({
        key: service,
        value: JSON.stringify({ service, at: new Date().toISOString(), oldestUnsentAt: null }),
      })),
    });
  };
  await speak();
  let speaking = Promise.resolve();
  const timer = setInterval(() => (speaking = speaking.then(speak)), 500);
  return {
    silence: async () => {
      clearInterval(timer);
      await speaking;
      await producer.disconnect();
    },
  };
}
