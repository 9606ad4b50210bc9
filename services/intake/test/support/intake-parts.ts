import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { CalendarPublishedV1, newEvent } from '@motcua/contracts';
import {
  eventually,
  freshDatabase,
  freshTopics,
  startTestIssuer,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
} from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedCatalogue } from '../../src/catalogue/index.js';
import { intakeGrants, intakeMigrations } from '../../src/migrations.js';

/** What intake runs on, fresh and without a service. */
export interface IntakeParts {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  /** The folder of notifications, a file each. */
  readonly outbox: string;
  /** What a process of intake is started with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Publishes the calendar of the province, and waits until a process of intake has kept it. */
  publishCalendar(): Promise<void>;
  drop(): Promise<void>;
}

/** @param more settings in the place of the parts' own */
export async function openIntakeParts(more: Readonly<Record<string, string>> = {}): Promise<IntakeParts> {
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
  return {
    topics,
    database,
    issuer,
    outbox,
    environment,
    publishCalendar: async () => {
      const now = new Date();
      const state = provinceCalendar as never;
      const event = { subject: 'province', revision: 1, happenedAt: now, recordedAt: now, state };
      await topics.publish(newEvent(CalendarPublishedV1, event));
      await eventually(async () => {
        const rows = await database.query('select 1 from calendar');
        if (rows.length === 0) throw new Error('The calendar has not arrived.');
      }, 30_000);
    },
    drop: async () => {
      await Promise.all([topics.drop(), database.drop(), issuer.stop(), rm(outbox, { recursive: true })]);
    },
  };
}
