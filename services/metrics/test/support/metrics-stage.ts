import { Logger } from '@nestjs/common';
import {
  freshTopics,
  realParts,
  startTestIssuer,
  startTestService,
  type FreshDatabase,
  type FreshTopics,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import { AppModule } from '../../src/app.module.js';
import { readMetricsSettings } from '../../src/config.js';
import { metricsDatabase } from './projection.js';

export interface MetricsStageOptions {
  /** Processes that serve. @default 1 */
  readonly replicas?: number;
  /** Settings beside those of the stage. @default none */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Metrics on topics, a database and keys in Redis of its own. */
export interface MetricsStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly services: readonly TestService[];
  /** Of its keys in Redis. */
  readonly redisPrefix: string;
  close(): Promise<void>;
}

export async function openMetricsStage(options: MetricsStageOptions = {}): Promise<MetricsStage> {
  Logger.overrideLogger(false);
  const [topics, database, issuer] = await Promise.all([freshTopics('metrics'), metricsDatabase(), startTestIssuer()]);
  const redisPrefix = `${topics.kafka.topicPrefix}metrics:`;
  const start = (): Promise<TestService> =>
    startTestService(
      'metrics',
      AppModule.with(
        readMetricsSettings({
          PORT: '0',
          KAFKA_BROKERS: topics.kafka.brokers.join(','),
          KAFKA_TOPIC_PREFIX: topics.kafka.topicPrefix,
          DATABASE_URL: database.url,
          REDIS_URL: realParts().redisUrl,
          REDIS_PREFIX: redisPrefix,
          OIDC_ISSUER: issuer.url,
          ...options.settings,
        }),
      ),
    );
  const services = await Promise.all(Array.from({ length: options.replicas ?? 1 }, start));
  return {
    topics,
    database,
    issuer,
    services,
    redisPrefix,
    close: async () => {
      await Promise.all(services.map((service) => service.stop()));
      await Promise.all([topics.drop(), database.drop(), issuer.stop()]);
    },
  };
}
