import { eventCatalogue, readEvent, replaysTopic, type DomainEvent } from '@motcua/contracts';
import { AppError, backoffMs } from '@motcua/kernel';
import type { UnitOfWork } from '@motcua/persistence';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { deadLetterRecord, newDeadLetter, REPLAY_HEADER } from '../dead-letters/dead-letter.js';
import type { Inbox } from '../inbox/inbox.js';
import { attributesOf, headersOf, textOf, type EventRecord } from '../kafka/event-record.js';
import { logicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import { SupervisedConsumer, type EachBatchPayload, type KafkaMessage } from '../kafka/supervised-consumer.js';
import type { Outbox } from '../outbox/outbox.js';
import { FailureLog } from '../failure-policy.js';
import { EventContext } from './event-context.js';

/** What happens to an event type that no contract declares; each consumer chooses. */
export const UnknownEvents = {
  /** The event is skipped: a newer producer may publish types that this consumer does not need. */
  Ignore: 'ignore',
  /** The event becomes a dead letter, so that a person looks at it. */
  DeadLetter: 'dead-letter',
} as const;
export type UnknownEvents = (typeof UnknownEvents)[keyof typeof UnknownEvents];

export interface EventStrategyOptions {
  readonly kafka: KafkaOptions;
  /** Names the consumer group, the inbox claims and the replay topic; usually the service. */
  readonly consumer: string;
  readonly topics: readonly string[];
  readonly unknownEvents: UnknownEvents;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly unitOfWork: UnitOfWork;
  /** Awaited before the consumer joins; after a rejection it is called again. @default nothing */
  readonly beforeConsuming?: (() => Promise<void>) | undefined;
}

/**
 * Kafka for @nestjs/microservices: the effect of a plain `@EventPattern(<event type>)` handler is committed once for each
 * event. Records are fetched in batches and handled one by one: a handler runs in one transaction with the inbox claim, and
 * the offset is resolved after the commit. A record that nobody handles is passed without a transaction. After a failure
 * `failurePolicy` decides: the record is retried (its partition waits, others go on), or a dead letter is written through the
 * outbox and the record is passed. Within one process, handlers of one partition never overlap.
 */
export class EventStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly consumer: SupervisedConsumer;
  /** By partition, the failures of the record that it has reached. */
  private readonly failures = new Map<string, { readonly offset: string; readonly log: FailureLog }>();

  constructor(private readonly options: EventStrategyOptions) {
    super();
    this.consumer = new SupervisedConsumer({
      kafka: options.kafka,
      ...groupOf(options.kafka, options.consumer, options.topics),
      beforeJoining: options.beforeConsuming,
      eachBatch: (payload) => this.passBatch(payload),
    });
  }

  listen(callback: () => void): void {
    this.consumer.start();
    callback();
  }

  async close(): Promise<void> {
    await this.consumer.stop();
  }

  /** This transport has no events of its own. */
  on(): void {}

  unwrap<T>(): T {
    return this.consumer as T;
  }

  private async passBatch(payload: EachBatchPayload): Promise<number> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
    for (const message of batch.messages) {
      if (!isRunning() || isStale()) return 0;
      const restMs = await this.passMessage(batch, message);
      if (restMs > 0) return restMs;
      this.failures.delete(partitionName(batch));
      resolveOffset(message.offset);
      await heartbeat();
      await commitOffsetsIfNecessary();
    }
    return 0;
  }

  /** 0: the record is passed, with its effect or its dead letter committed; else the wait before a retry, in milliseconds. */
  private async passMessage(batch: EachBatchPayload['batch'], message: KafkaMessage): Promise<number> {
    const record: EventRecord = {
      topic: logicalTopic(this.options.kafka, batch.topic),
      key: textOf(message.key),
      headers: headersOf(message.headers),
      value: textOf(message.value),
    };
    const origin = { topic: record.topic, partition: batch.partition, offset: message.offset };
    const log = this.failuresAt(partitionName(batch), message.offset);
    try {
      await this.handle(record);
      return 0;
    } catch (error) {
      const verdict = log.judge(error, performance.now());
      if (verdict.retryInMs === null) return this.deadLetter(record, origin, verdict.failures, error);
      if (verdict.failures === 1) {
        this.logger.warn({
          message: 'A record failed and is retried.',
          ...origin,
          rule: verdict.rule.name,
          cause: String(error),
        });
      }
      return verdict.retryInMs;
    }
  }

  private failuresAt(partition: string, offset: string): FailureLog {
    const known = this.failures.get(partition);
    if (known?.offset === offset) return known.log;
    const log = new FailureLog();
    this.failures.set(partition, { offset, log });
    return log;
  }

  private async handle(record: EventRecord): Promise<void> {
    const attributes = attributesOf(record.headers);
    const definition = eventCatalogue.get(attributes.type);
    if (!definition && this.options.unknownEvents === UnknownEvents.Ignore) return;
    if (!definition) {
      throw new AppError(`No contract declares the event type ${attributes.type}.`, {
        code: 'event-unknown',
        retryable: false,
      });
    }
    const handler = this.getHandlerByPattern(attributes.type);
    if (!handler) return;
    const event: DomainEvent = readEvent(definition, attributes, record.value);
    requireOwnKey(record, event);
    const claim = record.headers[REPLAY_HEADER] ?? claimOf(event);
    await this.options.unitOfWork.run(async (tx) => {
      const fresh = await this.options.inbox.claim(tx, this.options.consumer, [claim]);
      if (!fresh.has(claim)) return;
      const answer = await handler(event, new EventContext(tx));
      await lastValueFrom(this.transformToObservable(answer), { defaultValue: undefined });
    });
  }

  /**
   * Dead-letters a record; returns the wait before a retry when that fails, too. The inbox claim is the record's place, not
   * its id: an unreadable record may have the id of a good one.
   */
  private async deadLetter(record: EventRecord, origin: Origin, attempts: number, error: unknown): Promise<number> {
    const place = `${origin.topic}/${origin.partition}@${origin.offset}`;
    const code = error instanceof AppError ? error.code : 'unexpected-error';
    const reason = error instanceof Error ? error.message : String(error);
    const letter = newDeadLetter({ consumer: this.options.consumer, code, reason, attempts, origin, record });
    try {
      const isNew = await this.options.unitOfWork.run(async (tx) => {
        const claim = `dead-letter ${place}`;
        const fresh = await this.options.inbox.claim(tx, this.options.consumer, [claim]);
        if (fresh.has(claim)) await this.options.outbox.appendRecords(tx, [deadLetterRecord(letter)]);
        return fresh.has(claim);
      });
      if (isNew)
        this.logger.error({ message: 'A record became a dead letter.', id: letter.id, code, ...origin, attempts });
      return 0;
    } catch (cause) {
      this.logger.warn({ message: 'A dead letter could not be written yet.', ...origin, cause: String(cause) });
      return backoffMs(attempts);
    }
  }
}

/** The consumer group of a consumer and the topics that it reads, the one of its replays included. */
export function groupOf(
  kafka: KafkaOptions,
  consumer: string,
  topics: readonly string[],
): { readonly groupId: string; readonly topics: readonly string[] } {
  return { groupId: `${kafka.topicPrefix ?? ''}${consumer}`, topics: [...topics, replaysTopic(consumer)] };
}

type Origin = { readonly topic: string; readonly partition: number; readonly offset: string };

function partitionName({ topic, partition }: EachBatchPayload['batch']): string {
  return `${topic}/${partition}`;
}

/** The key decides the partition: under another key the events of a subject would lose their order. */
function requireOwnKey({ key }: EventRecord, { id, subject }: DomainEvent): void {
  if (key === subject) return;
  throw new AppError(`Event ${id} is of ${subject}, but its record has the key ${key}.`, {
    code: 'event-unreadable',
    retryable: false,
  });
}

/** The inbox claim of an event: two different events that have the same id by mistake are both handled. */
function claimOf({ id, subject, revision }: DomainEvent): string {
  return `${id} ${subject}@${revision}`;
}
