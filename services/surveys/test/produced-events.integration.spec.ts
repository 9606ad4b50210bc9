import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allSurveyEvents, surveyEvents } from '@motcua/contracts';
import { eventually, typesRead } from '@motcua/testing';
import { openSurveysStage, type SurveysStage } from './support/surveys-stage.js';

let stage: SurveysStage;
beforeAll(async () => {
  stage = await openSurveysStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('what surveys puts on the wire', () => {
  it('is every event of a survey, and consumers keep every word of it', async () => {
    const { token } = await stage.printedSlip();
    expect(await stage.answer({ token, rating: 'SATISFIED', comment: 'ok' })).toMatchObject({ status: 200 });
    await eventually(async () => {
      expect(typesRead(await stage.topics.records(surveyEvents.topic))).toEqual(
        allSurveyEvents.map(({ type }) => type).toSorted(),
      );
    }, 30_000);
  }, 60_000);
});
