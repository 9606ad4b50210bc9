import { baseSettings, brokersSetting, databaseUrlSetting, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...baseSettings,
  DATABASE_URL: databaseUrlSetting,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  OIDC_ISSUER: z.url(),
};

export type DeadlinesSettings = SettingsOf<typeof shape>;

export const readDeadlinesSettings = (env: NodeJS.ProcessEnv): DeadlinesSettings => readSettings(shape, env);
