import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { deadlineEvents, dossierEvents, DossierAcceptedV1, surveyEvents } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { dossierState, eventOf, realParts } from '@motcua/testing';
import { DataSource } from 'typeorm';
import { readTopic, TopicAgreement, toRecord, type EventRecord } from '../src/index.js';
import { openAgreementStage, type AgreementStage } from './support/agreement-stage.js';
import { deadlineStarted } from './support/deadline-started.js';

let stage: AgreementStage;

beforeAll(async () => {
  stage = await openAgreementStage();
}, 90_000);
afterEach(async () => stage.mend());
afterAll(async () => stage.close(), 60_000);

describe('a database and the topic of its service', () => {
  it('agree while the topic is missing or empty', async () => {
    const missing = { ...stage.topics.kafka, topicPrefix: 'nowhere.' };
    await new TopicAgreement({ kafka: missing, family: deadlineEvents, dataSource: stage.dataSource }).check();
    await stage.agreement.check();
  });

  it('agree when each row is where the topic is, or ahead of it', async () => {
    await stage.send(await stage.dossierAt(3), 1, 2, 3);
    await stage.send(await stage.dossierAt(5), 1, 2);
    await stage.agreement.check();
  });

  it('agree when old events are repeated at the end', async () => {
    const dossierId = await stage.dossierAt(3);
    await stage.send(dossierId, 1, 2, 3, 1, 2);
    await stage.agreement.check();
  });

  it('agree when the end is not of the service: poison, strangers, other producers', async () => {
    await stage.send(await stage.dossierAt(1), 1);
    const own = toRecord(deadlineEvents.topic, deadlineStarted(newDossierId(), 9));
    const stranger = { ...own.headers, ce_source: '/chaos' };
    const accepted = eventOf(DossierAcceptedV1, dossierState(), 2);
    const poison: readonly EventRecord[] = [
      { ...own, value: '{"revision":' },
      { ...own, value: '{"revision":9,"state":{}}' },
      { ...own, key: newDossierId() },
      { ...own, headers: {} },
      { ...own, headers: { ...own.headers, ce_type: 'vn.motcua.deadline.vanished.v1' } },
      { ...own, headers: stranger },
      { ...toRecord(dossierEvents.topic, accepted), topic: deadlineEvents.topic },
      toRecord(deadlineEvents.topic, { ...accepted, source: '/services/deadlines' }),
    ];
    await stage.topics.publishRecords(...poison);
    await stage.agreement.check();
  });

  it('disagree when a row is behind', async () => {
    const dossierId = await stage.dossierAt(2);
    await stage.send(await stage.dossierAt(1), 1);
    await stage.send(dossierId, 1, 2, 3, 4);
    await expect(stage.agreement.check()).rejects.toMatchObject({
      code: 'database-behind-topic',
      retryable: false,
      message: expect.stringMatching(
        new RegExp(
          '^The database is behind deadline.events: 2 of the last [0-9]+ events are newer than its rows, such as dossier ' +
            `${dossierId} with revision 4 in the topic and revision 2 in the database. .*backup-and-restore.md.$`,
        ),
      ),
    });
  });

  it('disagree when a row is missing', async () => {
    const dossierId = stage.newDossier();
    await stage.send(dossierId, 1);
    await expect(stage.agreement.check()).rejects.toThrow(
      `events are newer than its rows, such as dossier ${dossierId} with revision 1 in the topic and no row in the database`,
    );
  });

  it('disagree also when repeated events and poison follow the newest', async () => {
    const dossierId = await stage.dossierAt(2);
    await stage.send(dossierId, 1, 2, 3);
    const doubled = Array.from({ length: 40 }, () => deadlineStarted(dossierId, 1));
    await stage.topics.publish(...doubled);
    await stage.topics.publishRecords({
      ...toRecord(deadlineEvents.topic, deadlineStarted(dossierId, 9)),
      value: '{"revision":',
    });
    await expect(stage.agreement.check()).rejects.toMatchObject({ code: 'database-behind-topic' });
  });

  it('report to the process when they disagree, and nothing when they agree', async () => {
    const told: string[] = [];
    stage.agreement.onRefused(({ code }) => told.push(code));
    const dossierId = await stage.dossierAt(1);
    await stage.send(dossierId, 1);
    await stage.agreement.check();
    expect(told).toEqual([]);
    await stage.send(dossierId, 2);
    await expect(stage.agreement.checkAtStart()).rejects.toMatchObject({ code: 'database-behind-topic' });
    expect(told).toEqual(['database-behind-topic']);
  });

  it('are not compared for longer than three seconds while the broker is down', async () => {
    const away = { ...stage.topics.kafka, brokers: ['127.0.0.1:1'] };
    const begun = Date.now();
    await new TopicAgreement({ kafka: away, family: deadlineEvents, dataSource: stage.dataSource }).checkAtStart();
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('are not compared without end when the database cannot answer', async () => {
    await stage.send(await stage.dossierAt(1), 1);
    const elsewhere = await new DataSource({ type: 'postgres', url: realParts().databaseUrl }).initialize();
    const without = new TopicAgreement({ kafka: stage.topics.kafka, family: deadlineEvents, dataSource: elsewhere });
    await expect(without.checkAtStart()).rejects.toThrow('relation "audit" does not exist');
    await elsewhere.destroy();
  });
});

describe('the end of a topic', () => {
  it('is read in order and no further back than asked for, also when one answer of the broker does not hold it', async () => {
    const key = newDossierId();
    const record = (index: number): EventRecord => ({
      topic: surveyEvents.topic,
      key,
      headers: {},
      value: `${index} ${'x'.repeat(40_000)}`,
    });
    await stage.topics.publishRecords(...Array.from({ length: 60 }, (_, index) => record(index)));
    const records = await readTopic(stage.topics.kafka, surveyEvents.topic, 50);
    expect(records.map(({ value }) => Number(String(value).split(' ')[0]))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 10),
    );
  });
});
