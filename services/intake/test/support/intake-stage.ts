import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { CalendarPublishedV1, newEvent } from '@motcua/contracts';
import {
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
import { provinceCalendar } from '@motcua/working-calendar';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppModule } from '../../src/app.module.js';
import { seedCatalogue } from '../../src/catalogue/index.js';
import { readIntakeSettings, type IntakeSettings } from '../../src/config.js';
import { intakeGrants, intakeMigrations } from '../../src/migrations.js';

export interface CallOptions {
  readonly token?: string | undefined;
  readonly key?: string | undefined;
  readonly ifMatch?: number | string | undefined;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly contentType: string | null;
  readonly body: Record<string, unknown>;
}

/** Intake on real parts, with a published calendar and a counter officer. */
export interface IntakeStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly service: TestService;
  /** For a replica. */
  readonly settings: IntakeSettings;
  /** The folder of what applicants are told, a file each. */
  readonly outbox: string;
  readonly officer: string;
  /** What the service was started with, for commands that run beside it. */
  readonly environment: Readonly<Record<string, string>>;
  post(path: string, options: CallOptions): Promise<Answer>;
  get(path: string, token?: string): Promise<Response>;
  close(): Promise<void>;
}

export const submission = {
  procedureCode: '1.004873',
  receivingAgency: '000.02.31.H06',
  channel: 'IN_PERSON',
  applicant: { kind: 'CITIZEN', name: 'Nguyễn Thị Canary', phone: '0901234567', idNumber: '077090001234' },
};

/** @param more settings in the place of the stage's own */
export async function openIntakeStage(more: Readonly<Record<string, string>> = {}): Promise<IntakeStage> {
  const [topics, database, issuer] = await Promise.all([
    freshTopics('intake'),
    freshDatabase({
      migrations: [...messagingMigrations, ...commandMigrations, ...intakeMigrations],
      grants: [messagingGrants, commandGrants, intakeGrants],
      seed: seedCatalogue,
    }),
    startTestIssuer(),
  ]);
  const outbox = await mkdtemp(join(tmpdir(), 'motcua-notifications-'));
  const environment = {
    PORT: '0',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: topics.kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix ?? '',
    OIDC_ISSUER: issuer.url,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    BLIND_INDEX_KEY: randomBytes(32).toString('base64'),
    LOOK_UP_SECRET: randomBytes(32).toString('base64'),
    PUBLIC_URL: 'https://motcua.example.vn',
    NOTIFICATIONS: `file:${outbox}`,
    NOTIFICATIONS_FROM: 'motcua@example.vn',
    ...more,
  };
  const settings = readIntakeSettings(environment);
  const service = await startTestService('intake', AppModule.with(settings));
  await topics.publish(
    newEvent(CalendarPublishedV1, {
      subject: 'province',
      revision: 1,
      happenedAt: new Date(),
      recordedAt: new Date(),
      state: provinceCalendar as never,
    }),
  );
  await eventually(async () => {
    const rows = await database.query('select 1 from calendar');
    if (rows.length === 0) throw new Error('The calendar has not arrived.');
  }, 30_000);
  return {
    topics,
    database,
    issuer,
    service,
    settings,
    outbox,
    officer: await issuer.token('officer', ['INTAKE_OFFICER', 'CASE_OFFICER', 'SUPERVISOR', 'BACKDATER']),
    environment,
    post: (path, options) => post(`${service.url}${path}`, options),
    get: (path, token) =>
      fetch(`${service.url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    close: async () => {
      await service.stop();
      await Promise.all([topics.drop(), database.drop(), issuer.stop(), rm(outbox, { recursive: true })]);
    },
  };
}

export async function post(
  url: string,
  { token, key = randomUUID(), ifMatch, body = {} }: CallOptions,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    contentType: response.headers.get('content-type'),
    body: JSON.parse(text) as Record<string, unknown>,
  };
}
