import { baseSettings, brokersSetting, databaseUrlSetting, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...baseSettings,
  DATABASE_URL: databaseUrlSetting,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  OIDC_ISSUER: z.url(),
  /** Root of the agency tree: who is CALENDAR_EDITOR there publishes the calendar of the province. */
  PROVINCE_AGENCY: z.string().min(1).max(32).default('H06'),
};

export type DeadlinesSettings = SettingsOf<typeof shape>;

export const readDeadlinesSettings = (env: NodeJS.ProcessEnv): DeadlinesSettings => readSettings(shape, env);
