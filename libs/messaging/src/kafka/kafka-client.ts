import { Logger } from '@nestjs/common';
import type { RetryPolicy } from '@motcua/kernel';
import { Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';

export type { Producer } from 'kafkajs';

export interface KafkaOptions {
  readonly brokers: readonly string[];
  /** Name of the process in the broker's logs. */
  readonly clientId: string;
  /** Put before every topic's name, so that a test has topics of its own. @default '' */
  readonly topicPrefix?: string;
}

/** Injection token for {@link KafkaOptions}. */
export const KAFKA_OPTIONS = Symbol('KafkaOptions');

/** A warning at every start that does not apply: the relay makes a new producer after a failed send. */
const EXPECTED = /Limiting retries for the idempotent producer/;

/** How a request to a broker is tried again. */
export const REQUESTS = { firstMs: 100, longestMs: 2_000, attempts: 6 } as const satisfies RetryPolicy;

/** The same in the words of kafkajs. */
export const RETRY = {
  retries: REQUESTS.attempts - 1,
  initialRetryTime: REQUESTS.firstMs,
  maxRetryTime: REQUESTS.longestMs,
} as const;

/** A kafkajs client that logs through Nest, by default warnings and errors. It does not connect yet. */
export function createKafka(options: KafkaOptions, level: logLevel = logLevel.WARN): Kafka {
  const logger = new Logger('Kafka');
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    logLevel: level,
    connectionTimeout: 3_000,
    retry: RETRY,
    // kafkajs logs as errors what it then retries; only what it throws is an error.
    logCreator: () => (entry) => {
      if (EXPECTED.test(entry.log.message)) return;
      logger.warn(`${entry.log.message} ${String(entry.log['error'] ?? '')}`.trim());
    },
  });
}

/**
 * An idempotent producer, acknowledged by all replicas. Discard it after a failed send: a later batch would have the sequence
 * number of the failed one, and the broker would drop it as a duplicate.
 */
export function createProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 8, initialRetryTime: 100, maxRetryTime: 1_000 },
  });
}

/** The topic's name at the broker. */
export function physicalTopic(options: Pick<KafkaOptions, 'topicPrefix'>, name: string): string {
  return `${options.topicPrefix ?? ''}${name}`;
}

/** The topic's name in the code. */
export function logicalTopic(options: Pick<KafkaOptions, 'topicPrefix'>, name: string): string {
  return name.slice((options.topicPrefix ?? '').length);
}
