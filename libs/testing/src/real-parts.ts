/** The real servers that `npm test` starts and every integration spec uses. */
export interface RealParts {
  readonly kafkaBrokers: readonly string[];
  /** A superuser's URL; specs make databases of their own. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** @throws Error naming what is not set */
export function realParts(env: NodeJS.ProcessEnv = process.env): RealParts {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = env;
  if (!KAFKA_BROKERS || !DATABASE_URL || !REDIS_URL) {
    throw new Error('Integration specs need KAFKA_BROKERS, DATABASE_URL and REDIS_URL: run them by `npm test`.');
  }
  return { kafkaBrokers: KAFKA_BROKERS.split(','), databaseUrl: DATABASE_URL, redisUrl: REDIS_URL };
}
