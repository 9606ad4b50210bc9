import { commandGrants, commandMigrations } from '@motcua/http';
import { messagingGrants, messagingMigrations } from '@motcua/messaging';
import { deadlineEvents, type DeadlineStateV1, type DomainEvent } from '@motcua/contracts';
import {
  dossierAccepted,
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
import { randomUUID } from 'node:crypto';
import { AppModule } from '../../src/app.module.js';
import { readDeadlinesSettings } from '../../src/config.js';
import { deadlinesGrants, deadlinesMigrations } from '../../src/persistence/migrations.js';

export interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly body: unknown;
}

/** Deadlines on real parts, as many replicas as wanted. */
export interface DeadlinesStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly replicas: readonly TestService[];
  /** What was published about a dossier so far, in order. */
  deadlineEventsOf(dossierId: string): Promise<readonly DomainEvent<DeadlineStateV1>[]>;
  /** The same as `1 started`, `2 paused`, ... */
  storyOf(dossierId: string): Promise<readonly string[]>;
  get(path: string, token?: string): Promise<Answer>;
  post(path: string, options: { token: string; ifMatch: number; body: unknown }): Promise<Answer>;
  close(): Promise<void>;
}

export async function openDeadlinesStage(options: { readonly replicas?: number } = {}): Promise<DeadlinesStage> {
  const [topics, database, issuer] = await Promise.all([
    freshTopics('deadlines'),
    freshDatabase({
      migrations: [...messagingMigrations, ...commandMigrations, ...deadlinesMigrations],
      grants: [messagingGrants, commandGrants, deadlinesGrants],
    }),
    startTestIssuer(),
  ]);
  const settings = readDeadlinesSettings({
    PORT: '0',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: topics.kafka.brokers.join(','),
    KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
    OIDC_ISSUER: issuer.url,
  });
  const replicas = await Promise.all(
    Array.from({ length: options.replicas ?? 1 }, () => startTestService('deadlines', AppModule.with(settings))),
  );
  await firstDossierThrough(topics, database);
  const deadlineEventsOf = async (dossierId: string): Promise<readonly DomainEvent<DeadlineStateV1>[]> =>
    (await topics.events<DeadlineStateV1>(deadlineEvents.topic)).filter(({ subject }) => subject === dossierId);
  return {
    topics,
    database,
    issuer,
    replicas,
    deadlineEventsOf,
    storyOf: async (dossierId) =>
      (await deadlineEventsOf(dossierId)).map(({ revision, type }) => `${revision} ${type.split('.')[3]}`),
    get: async (path, token) => {
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await fetch(`${replicas[0]!.url}${path}`, { headers });
      return { status: response.status, etag: response.headers.get('etag'), body: await response.json() };
    },
    post: async (path, { token, ifMatch, body }) => {
      const response = await fetch(`${replicas[0]!.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          'if-match': `"${ifMatch}"`,
        },
        body: JSON.stringify(body),
      });
      return { status: response.status, etag: response.headers.get('etag'), body: await response.json() };
    },
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
    },
  };
}

/** New topics have no leader for a moment; when a first dossier has gone the whole way, they can be read. */
async function firstDossierThrough(topics: FreshTopics, database: FreshDatabase): Promise<void> {
  await topics.publish(dossierAccepted());
  await eventually(async () => {
    const [row] = await database.query<{ through: boolean }>(
      'select exists (select from deadline) and not exists (select from outbox) as through',
    );
    if (!row?.through) throw new Error('The first dossier has not come through.');
  }, 30_000);
}
