import { Module, type DynamicModule } from '@nestjs/common';
import { UnitOfWork } from '@motcua/persistence';
import { EventStrategy, type UnknownEvents } from './consumers/event-strategy.js';
import { Inbox } from './inbox/inbox.js';
import { KAFKA_OPTIONS, type KafkaOptions } from './kafka/kafka-client.js';
import { Outbox } from './outbox/outbox.js';
import { Relay } from './outbox/relay.js';

export interface MessagingOptions {
  /** The client id is the service's name: it stands on its watermarks. */
  readonly kafka: KafkaOptions;
  /** What this service listens to through `@EventPattern` handlers. @default nothing */
  readonly consumes?: { readonly topics: readonly string[]; readonly unknownEvents: UnknownEvents };
}

/** Outbox, relay, inbox and, for a service that listens, the event strategy (connected by `runService`). */
@Module({})
export class MessagingModule {
  static with({ kafka, consumes }: MessagingOptions): DynamicModule {
    const strategy = {
      provide: EventStrategy,
      inject: [Inbox, Outbox, UnitOfWork],
      useFactory: (inbox: Inbox, outbox: Outbox, unitOfWork: UnitOfWork): EventStrategy | null =>
        consumes
          ? new EventStrategy({ kafka, consumer: kafka.clientId, ...consumes, inbox, outbox, unitOfWork })
          : null,
    };
    return {
      module: MessagingModule,
      providers: [{ provide: KAFKA_OPTIONS, useValue: kafka }, Outbox, Relay, Inbox, strategy],
      exports: [KAFKA_OPTIONS, Outbox, Inbox, EventStrategy],
    };
  }
}
