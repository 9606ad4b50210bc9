import { eventCatalogue, readEvent, replaysTopic, type DomainEvent } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import type { UnitOfWork } from '@motcua/persistence';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { deadLetterRecord, newDeadLetter, REPLAY_HEADER } from '../dead-letters/dead-letter.js';
import type { Inbox } from '../inbox/inbox.js';
import { attributesOf, headersOf, textOf, type EventRecord } from '../kafka/event-record.js';
import { logicalTopic, type KafkaOptions } from '../kafka/kafka-client.js';
import { SupervisedConsumer, type EachBatchPayload, type KafkaMessage } from '../kafka/supervised-consumer.js';
import type { Outbox } from '../outbox/outbox.js';
import { isPassingFault } from '../passing-fault.js';
import { EventContext } from './event-context.js';

/** What happens to an event type that the contracts do not know: a named choice of each consumer. */
export const UnknownEvents = {
  /** A newer producer may speak of things that do not concern us. */
  Ignore: 'ignore',
  /** Somebody must look at it. */
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
  /** Nothing is consumed until this has resolved; after a rejection it is asked again. @default nothing is asked */
  readonly beforeConsuming?: (() => Promise<void>) | undefined;
}

/** An error of which nothing says that it will pass gets a few tries: a bug may hide behind a race. */
const ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Kafka for @nestjs/microservices: plain `@EventPattern(<event type>)` handlers that are called once in effect.
 * Batches are fetched whole; each event runs in one transaction with its inbox claim, and its offset resolves after the
 * commit. A passing fault is retried with backoff for as long as it lasts (the partition waits, others go on); any other
 * becomes a dead letter in the transaction that passes the record. Handlers of one partition never overlap.
 */
export class EventStrategy extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly consumer: SupervisedConsumer;
  /** Failed attempts at the record that a partition stands at, by partition. */
  private readonly attempts = new Map<string, number>();

  constructor(private readonly options: EventStrategyOptions) {
    super();
    this.consumer = new SupervisedConsumer({
      kafka: options.kafka,
      groupId: `${options.kafka.topicPrefix ?? ''}${options.consumer}`,
      topics: [...options.topics, replaysTopic(options.consumer)],
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

  private async passBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
    for (const message of batch.messages) {
      if (!isRunning() || isStale()) return;
      if (!(await this.passMessage(batch, message))) return this.pausePartition(payload);
      this.attempts.delete(partitionName(batch));
      resolveOffset(message.offset);
      await heartbeat();
      await commitOffsetsIfNecessary();
    }
  }

  /** Fetching waits for every batch of the last fetch, so a partition that must wait steps aside: the others go on. */
  private pausePartition({ batch, pause }: EachBatchPayload): void {
    const attempt = this.attempts.get(partitionName(batch)) ?? 1;
    const resume = pause();
    setTimeout(resume, Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS)).unref();
  }

  /** Whether the record's effect (or its dead letter) is committed; if not, it must be tried again. */
  private async passMessage(batch: EachBatchPayload['batch'], message: KafkaMessage): Promise<boolean> {
    const record: EventRecord = {
      topic: logicalTopic(this.options.kafka, batch.topic),
      key: textOf(message.key),
      headers: headersOf(message.headers),
      value: textOf(message.value),
    };
    try {
      await this.handle(record);
      return true;
    } catch (error) {
      const attempt = (this.attempts.get(partitionName(batch)) ?? 0) + 1;
      this.attempts.set(partitionName(batch), attempt);
      if (!isPassingFault(error) && (attempt >= ATTEMPTS || error instanceof AppError)) {
        const origin = { topic: record.topic, partition: batch.partition, offset: message.offset };
        return this.bury(record, origin, attempt, error);
      }
      if (attempt === 1) this.logger.warn(`Event of ${record.topic} failed, trying again: ${String(error)}`);
      return false;
    }
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
    const claim = record.headers[REPLAY_HEADER] ?? event.id;
    await this.options.unitOfWork.run(async (tx) => {
      const fresh = await this.options.inbox.claim(tx, this.options.consumer, [claim]);
      if (!fresh.has(claim)) return;
      const answer = await handler(event, new EventContext(tx));
      await lastValueFrom(this.transformToObservable(answer), { defaultValue: undefined });
    });
  }

  /** Writes the dead letter; false when even that fails, so that the record is tried again. */
  private async bury(record: EventRecord, origin: Origin, attempts: number, error: unknown): Promise<boolean> {
    const code = error instanceof AppError ? error.code : 'unexpected-error';
    const reason = error instanceof Error ? error.message : String(error);
    const letter = newDeadLetter({ consumer: this.options.consumer, code, reason, attempts, origin, record });
    try {
      await this.options.unitOfWork.run(async (tx) => {
        const claim =
          record.headers[REPLAY_HEADER] ||
          record.headers['ce_id'] ||
          `${origin.topic}/${origin.partition}/${origin.offset}`;
        const fresh = await this.options.inbox.claim(tx, this.options.consumer, [claim]);
        if (fresh.has(claim)) await this.options.outbox.appendRecords(tx, [deadLetterRecord(letter)]);
      });
    } catch (cause) {
      this.logger.warn(`A dead letter could not be written yet: ${String(cause)}`);
      return false;
    }
    this.logger.error(
      `Dead letter ${letter.id} (${code}): ${origin.topic}/${origin.partition}@${origin.offset} passed after ${attempts} attempts.`,
    );
    return true;
  }
}

type Origin = { readonly topic: string; readonly partition: number; readonly offset: string };

function partitionName({ topic, partition }: EachBatchPayload['batch']): string {
  return `${topic}/${partition}`;
}
