import {
  DossierReturnedV1,
  surveyEvents,
  type DomainEvent,
  type DossierStateV1,
  type SurveyStateV1,
} from '@motcua/contracts';
import {
  dossierState,
  eventOf,
  eventually,
  getJson,
  openTestParts,
  postJson,
  startTestService,
  type Answer,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { AppModule } from '../../src/app.module.js';
import { readSurveysSettings, type SurveysSettings } from '../../src/config.js';
import { surveysSchema } from '../../src/persistence/migrations.js';

/** A returned dossier and the token of its slip. */
export interface Slip {
  readonly dossierId: string;
  readonly token: string;
}

/** Surveys on real parts, with a counter officer. */
export interface SurveysStage {
  readonly service: TestService;
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly officer: string;
  readonly settings: SurveysSettings;
  /** Returns a dossier and prints its slip. */
  printedSlip(): Promise<Slip>;
  invitations(dossierId: string, token?: string): Promise<Answer<unknown>>;
  answer(body: unknown): Promise<Answer<unknown>>;
  /** What Prometheus reads. */
  metrics(): Promise<string>;
  /** The events published about a dossier by now. */
  published(dossierId: string): Promise<readonly DomainEvent<SurveyStateV1>[]>;
  close(): Promise<void>;
}

export const returnedAt = '2024-01-31T03:00:00.000Z';

/** A dossier whose result was handed over on 31 January 2024. */
export const returnedDossier = (overrides: Partial<DossierStateV1> = {}): DossierStateV1 =>
  dossierState({ status: 'RETURNED', returnedAt, ...overrides });

export async function openSurveysStage(): Promise<SurveysStage> {
  const parts = await openTestParts('surveys', surveysSchema);
  const { topics, database, issuer } = parts;
  const settings = readSurveysSettings({
    ...parts.environment,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    SURVEY_TOKEN_SECRET: randomBytes(32).toString('base64'),
  });
  const service = await startTestService('surveys', AppModule.with(settings));
  const officer = await issuer.token('officer', ['INTAKE_OFFICER']);
  const invitations: SurveysStage['invitations'] = (dossierId, token) =>
    getJson(`${service.url}/invitations?dossierId=${dossierId}`, token);
  return {
    service,
    topics,
    database,
    issuer,
    officer,
    settings,
    printedSlip: async () => {
      const dossier = returnedDossier();
      await topics.publish(eventOf(DossierReturnedV1, dossier, 6, returnedAt));
      return eventually(async () => {
        const { status, body } = await invitations(dossier.dossierId, officer);
        if (status !== 200) throw new Error('Nobody was invited yet.');
        const printed = (body as { stage: string; token: string }[]).find(({ stage }) => stage === 'RETURNED');
        return { dossierId: dossier.dossierId, token: printed!.token };
      }, 30_000);
    },
    invitations,
    answer: (body) => postJson(`${service.url}/answers`, { key: '', body }),
    metrics: async () => (await fetch(`${service.url}/metrics`)).text(),
    published: async (dossierId) =>
      (await topics.events<SurveyStateV1>(surveyEvents.topic)).filter(({ subject }) => subject === dossierId),
    close: async () => {
      await service.stop();
      await parts.drop();
    },
  };
}
