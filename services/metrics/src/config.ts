import { baseSettings, brokersSetting, databaseUrlSetting, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

export const metricsSettings = {
  ...baseSettings,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  DATABASE_URL: databaseUrlSetting,
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must be a redis:// URL'),
  /** Before each key in Redis. */
  REDIS_PREFIX: z.string().default('motcua:'),
  OIDC_ISSUER: z.url(),
};
export type MetricsSettings = SettingsOf<typeof metricsSettings>;

export const readMetricsSettings = (env: NodeJS.ProcessEnv = process.env): MetricsSettings =>
  readSettings(metricsSettings, env);
