import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { Grants, PersistenceModule, UnitOfWork, type MigrationClass } from '@motcua/persistence';
import { AuthModule } from '@motcua/auth';
import {
  freshDatabase,
  freshTopics,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestService,
} from '@motcua/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  messagingGrants,
  messagingMigrations,
  MessagingModule,
  Outbox,
  type MessagingOptions,
} from '../../src/index.js';

class CreateEffect1764000000009 implements MigrationInterface {
  readonly name = 'CreateEffect1764000000009';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table effect (position bigserial primary key, event_id text, revision int)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table effect');
  }
}

const effectMigrations: readonly MigrationClass[] = [CreateEffect1764000000009];
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
      migrations: [...messagingMigrations, ...effectMigrations],
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
