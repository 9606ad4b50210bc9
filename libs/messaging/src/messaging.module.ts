import { Module, type DynamicModule } from '@nestjs/common';
import type { EventFamily } from '@motcua/contracts';
import { BackgroundUnitOfWork } from '@motcua/persistence';
import { DataSource } from 'typeorm';
import { ConsumerLag } from './consumers/consumer-lag.js';
import { EventStrategy, groupOf, type UnknownEvents } from './consumers/event-strategy.js';
import { Inbox } from './inbox/inbox.js';
import { KAFKA_OPTIONS, type KafkaOptions } from './kafka/kafka-client.js';
import { Outbox } from './outbox/outbox.js';
import { Relay } from './outbox/relay.js';
import { TopicAgreement } from './outbox/topic-agreement.js';

export interface MessagingOptions {
  /** The client id is the service's name; its watermarks contain it. */
  readonly kafka: KafkaOptions;
  /** What this service alone publishes; its view `audit` must not be behind. @default nothing, and nothing is checked */
  readonly publishes?: EventFamily;
  /** What this service consumes through `@EventPattern` handlers. @default nothing */
  readonly consumes?: {
    readonly topics: readonly string[];
    readonly unknownEvents: UnknownEvents;
    /** False: another process of the service consumes, and this one only measures its lag. @default true */
    readonly here?: boolean;
  };
}

/** Outbox, relay, inbox and, for a service that consumes, the event strategy (connected by `runService`). */
@Module({})
export class MessagingModule {
  static with({ kafka, publishes, consumes }: MessagingOptions): DynamicModule {
    const agreement = {
      provide: TopicAgreement,
      inject: [DataSource],
      useFactory: (dataSource: DataSource): TopicAgreement | null =>
        publishes ? new TopicAgreement({ kafka, family: publishes, dataSource }) : null,
    };
    const strategy = {
      provide: EventStrategy,
      inject: [Inbox, Outbox, BackgroundUnitOfWork, TopicAgreement],
      useFactory: (
        inbox: Inbox,
        outbox: Outbox,
        unitOfWork: BackgroundUnitOfWork,
        agreement: TopicAgreement | null,
      ): EventStrategy | null =>
        consumes && consumes.here !== false
          ? new EventStrategy({
              kafka,
              consumer: kafka.clientId,
              ...consumes,
              inbox,
              outbox,
              unitOfWork,
              beforeConsuming: agreement?.check.bind(agreement),
            })
          : null,
    };
    const lag = {
      provide: ConsumerLag,
      useFactory: (): ConsumerLag | null =>
        consumes ? new ConsumerLag({ kafka, ...groupOf(kafka, kafka.clientId, consumes.topics) }) : null,
    };
    return {
      module: MessagingModule,
      providers: [{ provide: KAFKA_OPTIONS, useValue: kafka }, Outbox, Relay, Inbox, agreement, strategy, lag],
      exports: [KAFKA_OPTIONS, Outbox, Inbox, TopicAgreement, EventStrategy],
    };
  }
}
