import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allDeadlineEvents, allDossierEvents, allPaymentEvents, allSurveyEvents } from '@motcua/contracts';
import { newDossierId, newEventId } from '@motcua/kernel';
import { eventually, goldenRecord } from '@motcua/testing';
import { type MetricsStage, openMetricsStage } from './support/metrics-stage.js';

const families = [
  ['intake', allDossierEvents],
  ['deadline', allDeadlineEvents],
  ['payment', allPaymentEvents],
  ['survey', allSurveyEvents],
] as const;
const contracts = families.flatMap(([slice, events]) => events.map(({ type }) => [type, slice] as const));

let stage: MetricsStage;

beforeAll(async () => {
  stage = await openMetricsStage();
}, 60_000);
afterAll(() => stage.close(), 60_000);

describe('each event that metrics hears', () => {
  it.each(contracts)(
    '%s is taken into the %s slice of its dossier, once',
    async (type, slice) => {
      const dossierId = newDossierId();
      const record = await goldenRecord(type, dossierId, newEventId());
      await stage.topics.publishRecords(record, record);
      const { revision } = JSON.parse(record.value) as { revision: number };
      await eventually(async () => {
        const rows = await stage.database.query(
          `select ${slice}_revision as revision from projection.fact where dossier_id = $1`,
          [dossierId],
        );
        expect(rows).toEqual([{ revision }]);
      });
      expect(await stage.database.query('select 1 from outbox')).toEqual([]);
    },
    30_000,
  );
});
