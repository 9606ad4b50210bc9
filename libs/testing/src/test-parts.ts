import { freshDatabase, type FreshDatabase, type FreshDatabaseOptions } from './fresh-database.js';
import { freshTopics, type FreshTopics } from './fresh-topics.js';
import { startTestIssuer, type TestIssuer } from './test-issuer.js';

/** What a service with events and a database needs, made for one spec file. */
export interface TestParts {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  /** The settings that all such services have. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes them all; stop the service first. */
  drop(): Promise<void>;
}

export async function openTestParts(service: string, options: FreshDatabaseOptions): Promise<TestParts> {
  const [topics, database, issuer] = await Promise.all([
    freshTopics(service),
    freshDatabase(options),
    startTestIssuer(),
  ]);
  return {
    topics,
    database,
    issuer,
    environment: {
      PORT: '0',
      DATABASE_URL: database.url,
      KAFKA_BROKERS: topics.kafka.brokers.join(','),
      KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix ?? '',
      OIDC_ISSUER: issuer.url,
    },
    drop: async () => {
      await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
    },
  };
}
