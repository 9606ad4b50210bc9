import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { PersistenceModule, sqlMigration, UnitOfWork, type Grants } from '@motcua/persistence';
import { AuthModule } from '@motcua/auth';
import {
  freshDatabase,
  freshTopics,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestService,
} from '@motcua/testing';
import {
  messagingGrants,
  messagingMigrations,
  MessagingModule,
  Outbox,
  type MessagingOptions,
} from '../../src/index.js';

const createEffect = sqlMigration({
  name: 'CreateEffect1764000000009',
  up: 'create table effect (position bigserial primary key, event_id text, revision int)',
  down: 'drop table effect',
});
const effectGrants: Grants = { tables: { effect: 'select, insert' }, sequences: ['effect_position_seq'] };

/** A service with messaging and one table in which its handlers leave their effects. */
export interface MessagingStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  /** Starts one more process of the same service, in this process. */
  start(consumes?: MessagingOptions['consumes'], controllers?: readonly Type[]): Promise<TestService>;
  close(): Promise<void>;
}

@Module({})
class StageModule {}

export async function openMessagingStage(): Promise<MessagingStage> {
  const [topics, database] = await Promise.all([
    freshTopics('deadlines'),
    freshDatabase({
      migrations: [...messagingMigrations, createEffect],
      grants: [messagingGrants, effectGrants],
    }),
  ]);
  const services: TestService[] = [];
  return {
    topics,
    database,
    start: async (consumes, controllers = []) => {
      const service: DynamicModule = {
        module: StageModule,
        imports: [
          AuthModule.with({ issuer: 'http://127.0.0.1:1', audience: 'motcua' }),
          PersistenceModule.with({ url: database.url }),
          MessagingModule.with({ kafka: topics.kafka, ...(consumes ? { consumes } : {}) }),
        ],
        controllers: [...controllers],
      };
      const started = await startTestService('stage', service);
      services.push(started);
      return started;
    },
    close: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await Promise.all([topics.drop(), database.drop()]);
    },
  };
}

export { Outbox, UnitOfWork };
