import { deadlineEvents, type DeadlineStateV1, type DomainEvent, type DossierEvent } from '@motcua/contracts';
import {
  dossierAccepted,
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
import { AppModule } from '../../src/app.module.js';
import { readDeadlinesSettings } from '../../src/config.js';
import { deadlinesSchema } from '../../src/persistence/migrations.js';

/** Deadlines on real parts, as many replicas as wanted. */
export interface DeadlinesStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly replicas: readonly TestService[];
  /** Publishes events of a dossier, and answers its id once they are followed. */
  follow(events: readonly DossierEvent[]): Promise<string>;
  /** What was published about a dossier so far, in order. */
  deadlineEventsOf(dossierId: string): Promise<readonly DomainEvent<DeadlineStateV1>[]>;
  /** The same as `1 started`, `2 paused`, ... */
  storyOf(dossierId: string): Promise<readonly string[]>;
  get(path: string, token?: string): Promise<Answer<unknown>>;
  post(path: string, options: { token: string; ifMatch: number; body: unknown }): Promise<Answer<unknown>>;
  close(): Promise<void>;
}

export async function openDeadlinesStage(options: { readonly replicas?: number } = {}): Promise<DeadlinesStage> {
  const parts = await openTestParts('deadlines', deadlinesSchema);
  const { topics, database, issuer } = parts;
  const settings = readDeadlinesSettings(parts.environment);
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
    follow: async (events) => {
      const { subject, revision } = events.at(-1)!;
      await topics.publish(...events);
      await eventually(async () => {
        const rows = await database.query('select 1 from deadline where dossier_id = $1 and dossier_revision = $2', [
          subject,
          revision,
        ]);
        if (rows.length === 0) throw new Error(`Revision ${revision} of dossier ${subject} is not followed yet.`);
      });
      return subject;
    },
    deadlineEventsOf,
    storyOf: async (dossierId) =>
      (await deadlineEventsOf(dossierId)).map(({ revision, type }) => `${revision} ${type.split('.')[3]}`),
    get: (path, token) => getJson(`${replicas[0]!.url}${path}`, token),
    post: (path, options) => postJson(`${replicas[0]!.url}${path}`, options),
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.stop()));
      await parts.drop();
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
