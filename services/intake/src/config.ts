import { parseKeyRing } from '@motcua/kernel';
import { baseSettings, brokersSetting, databaseUrlSetting, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...baseSettings,
  DATABASE_URL: databaseUrlSetting,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  OIDC_ISSUER: z.url(),
  /** Seals what is personal: `id:base64key[,...]`, the sealing key first. */
  ENCRYPTION_KEYS: z.string().transform(parseKeyRing),
};

export type IntakeSettings = SettingsOf<typeof shape>;

export const readIntakeSettings = (env: NodeJS.ProcessEnv): IntakeSettings => readSettings(shape, env);
