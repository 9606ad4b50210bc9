import { messagingGrants, messagingMigrations } from '@motcua/messaging';
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
  freshDatabase,
  freshTopics,
  startTestIssuer,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { AppModule } from '../../src/app.module.js';
import { readSurveysSettings, type SurveysSettings } from '../../src/config.js';
import { surveysGrants, surveysMigrations } from '../../src/persistence/migrations.js';

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

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
  invitations(dossierId: string, token?: string): Promise<Answer>;
  answer(body: unknown): Promise<Answer>;
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
  const [topics, database, issuer] = await Promise.all([
    freshTopics('surveys'),
    freshDatabase({
      migrations: [...messagingMigrations, ...surveysMigrations],
      grants: [messagingGrants, surveysGrants],
    }),
    startTestIssuer(),
  ]);
  const settings = readSurveysSettings({
    PORT: '0',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: topics.kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
    OIDC_ISSUER: issuer.url,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    SURVEY_TOKEN_SECRET: randomBytes(32).toString('base64'),
  });
  const service = await startTestService('surveys', AppModule.with(settings));
  const officer = await issuer.token('officer', ['INTAKE_OFFICER']);
  const invitations: SurveysStage['invitations'] = (dossierId, token) =>
    send(`${service.url}/invitations?dossierId=${dossierId}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
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
    answer: (body) =>
      send(`${service.url}/answers`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    metrics: async () => (await fetch(`${service.url}/metrics`)).text(),
    published: async (dossierId) =>
      (await topics.events<SurveyStateV1>(surveyEvents.topic)).filter(({ subject }) => subject === dossierId),
    close: async () => {
      await service.stop();
      await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const contentType = response.headers.get('content-type');
  return { status: response.status, contentType, body: JSON.parse(await response.text()) };
}
