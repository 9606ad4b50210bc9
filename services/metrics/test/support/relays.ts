import { WATERMARKS_TOPIC } from '@motcua/contracts';
import { createKafka, createProducer, physicalTopic, type KafkaOptions, type RelayWatermark } from '@motcua/messaging';
import { figureSources } from '../../src/freshness/freshness.js';

type Consumer = RelayWatermark['consumer'];

/** The four relays, as far as their watermarks go. */
export interface Relays {
  /** What a service says of its consumer from now on; null: that it has taken everything in. */
  pending(service: string, oldestPendingAt: Date | null): void;
  silence(): Promise<void>;
}

/** @param skewMs how far the clock of each service is ahead of the right one @default none is */
export async function speakingRelays(
  kafka: KafkaOptions,
  skewMs: Readonly<Record<string, number>> = {},
): Promise<Relays> {
  const producer = createProducer(createKafka(kafka));
  await producer.connect();
  const oldest = new Map<string, Date | null>();
  const consumerOf = (service: string): Consumer => ({
    oldestPendingAt: oldest.get(service)?.toISOString() ?? null,
    measuredAgeMs: 100,
  });
  const speak = async (): Promise<void> => {
    await producer.send({
      topic: physicalTopic(kafka, WATERMARKS_TOPIC),
      messages: figureSources.map((service) => ({
        key: service,
        value: JSON.stringify({
          service,
          at: new Date(Date.now() + (skewMs[service] ?? 0)).toISOString(),
          oldestUnsentAt: null,
          oldestUnsentAgeMs: null,
          consumer: consumerOf(service),
        } satisfies RelayWatermark),
      })),
    });
  };
  await speak();
  let speaking = Promise.resolve();
  const timer = setInterval(() => (speaking = speaking.then(speak)), 500);
  return {
    pending: (service, oldestPendingAt) => void oldest.set(service, oldestPendingAt),
    silence: async () => {
      clearInterval(timer);
      await speaking;
      await producer.disconnect();
    },
  };
}
