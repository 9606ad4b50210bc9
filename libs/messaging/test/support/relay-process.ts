import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { PersistenceModule } from '@motcua/persistence';
import { MessagingModule } from '../../src/index.js';

/** A process whose relay sends what the outbox of a database holds. */
const [, , url, brokers, topicPrefix] = process.argv;

@Module({
  imports: [
    PersistenceModule.with({ url: url! }),
    MessagingModule.with({ kafka: { brokers: [brokers!], clientId: 'deadlines', topicPrefix: topicPrefix! } }),
  ],
})
class RelayModule {}

await NestFactory.createApplicationContext(RelayModule, { logger: ['error'] });
