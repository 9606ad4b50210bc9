import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allDeadlineEvents, allDossierEvents, allPaymentEvents, allSurveyEvents } from '@motcua/contracts';
import { newDossierId, newEventId } from '@motcua/kernel';
import {
  eventually,
  freshTopics,
  goldenRecord,
  realParts,
  startTestIssuer,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import { AppModule } from '../src/app.module.js';
import { readMetricsSettings } from '../src/config.js';
import { metricsDatabase } from './support/projection.js';

const families = [
  ['intake', allDossierEvents],
  ['deadline', allDeadlineEvents],
  ['payment', allPaymentEvents],
  ['survey', allSurveyEvents],
] as const;
const contracts = families.flatMap(([slice, events]) => events.map(({ type }) => [type, slice] as const));

let topics: FreshTopics;
let database: FreshDatabase;
let issuer: TestIssuer;
let service: TestService;

beforeAll(async () => {
  Logger.overrideLogger(false);
  [topics, database, issuer] = await Promise.all([freshTopics('metrics'), metricsDatabase(), startTestIssuer()]);
  const settings = readMetricsSettings({
    PORT: '0',
    KAFKA_BROKERS: topics.kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
    DATABASE_URL: database.url,
    REDIS_URL: realParts().redisUrl,
    REDIS_PREFIX: `${topics.kafka.topicPrefix}contracts:`,
    OIDC_ISSUER: issuer.url,
  });
  service = await startTestService('metrics', AppModule.with(settings));
}, 60_000);
afterAll(async () => {
  await service.stop();
  await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
}, 60_000);

describe('each event that metrics hears', () => {
  it.each(contracts)(
    '%s is taken into the %s slice of its dossier, once',
    async (type, slice) => {
      const dossierId = newDossierId();
      const record = await goldenRecord(type, dossierId, newEventId());
      await topics.publishRecords(record, record);
      const { revision } = JSON.parse(record.value) as { revision: number };
      await eventually(async () => {
        const rows = await database.query(
          `select ${slice}_revision as revision from projection.fact where dossier_id = $1`,
          [dossierId],
        );
        expect(rows).toEqual([{ revision }]);
      });
      expect(await database.query('select 1 from outbox')).toEqual([]);
    },
    30_000,
  );
});
