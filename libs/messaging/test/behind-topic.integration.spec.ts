import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Module } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AuthModule } from '@motcua/auth';
import { deadlineEvents, dossierEvents, DossierAcceptedV1, type DomainEvent } from '@motcua/contracts';
import { PersistenceModule, UnitOfWork } from '@motcua/persistence';
import { createService } from '@motcua/service-host';
import { dossierAccepted, eventually } from '@motcua/testing';
import { MessagingModule, Outbox, Relay, TopicAgreement, UnknownEvents } from '../src/index.js';
import { openAgreementStage, type AgreementStage } from './support/agreement-stage.js';
import { deadlineStarted } from './support/deadline-started.js';

let stage: AgreementStage;

beforeAll(async () => {
  stage = await openAgreementStage();
}, 90_000);
afterEach(async () => stage.mend());
afterAll(async () => stage.close(), 60_000);

const heard: string[] = [];

@Controller()
class HearAcceptedDossiers {
  @EventPattern([DossierAcceptedV1.type])
  handle(@Payload() event: DomainEvent): void {
    heard.push(event.id);
  }
}

@Module({})
class DeadlinesModule {}

describe('a consumer', () => {
  it('consumes nothing while the database is behind, and begins once the rows are mended', async () => {
    const dossierId = await stage.dossierAt(2);
    await stage.send(dossierId, 1, 2);
    const event = dossierAccepted();
    await stage.topics.publish(event);
    const consumes = { topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore };
    const app = await createService(
      'deadlines',
      { PORT: 0, HOST: '127.0.0.1', LOG_LEVEL: 'error' },
      {
        module: DeadlinesModule,
        imports: [
          AuthModule.with({ issuer: 'http://127.0.0.1:1', audience: 'motcua' }),
          PersistenceModule.with({ url: stage.database.url }),
          MessagingModule.with({ kafka: stage.topics.kafka, publishes: deadlineEvents, consumes }),
        ],
        controllers: [HearAcceptedDossiers],
      },
    );
    let refusals = 0;
    app.get(TopicAgreement).onRefused(() => (refusals += 1));
    await stage.setRevision(dossierId, 1);
    await app.startAllMicroservices();
    await eventually(() => expect(refusals).toBeGreaterThan(1));
    expect(heard).toEqual([]);
    await stage.setRevision(dossierId, 2);
    await eventually(() => expect(heard).toEqual([event.id]));
    await app.close();
  }, 60_000);
});

describe('a relay', () => {
  it('sends nothing while its database is behind, and all of it once the rows are mended', async () => {
    const dossierId = await stage.dossierAt(1);
    await stage.send(dossierId, 1, 2);
    const own = new TopicAgreement({ kafka: stage.topics.kafka, family: deadlineEvents, dataSource: stage.dataSource });
    let refusals = 0;
    own.onRefused(() => (refusals += 1));
    const unitOfWork = new UnitOfWork(stage.dataSource);
    const outbox = new Outbox(unitOfWork);
    const waiting = deadlineStarted(await stage.dossierAt(1), 1);
    await unitOfWork.run((tx) => outbox.append(tx, [waiting]));
    const relay = new Relay(stage.dataSource, outbox, stage.topics.kafka, own);
    relay.onApplicationBootstrap();
    const isSent = async (): Promise<boolean> =>
      (await stage.topics.records(deadlineEvents.topic)).some(({ key }) => key === waiting.subject);
    await eventually(() => expect(refusals).toBeGreaterThan(1));
    expect(await isSent()).toBe(false);
    await stage.setRevision(dossierId, 2);
    await eventually(async () => expect(await isSent()).toBe(true));
    await relay.onApplicationShutdown();
  }, 60_000);
});
