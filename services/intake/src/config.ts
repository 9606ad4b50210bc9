import { parseKeyRing } from '@motcua/kernel';
import {
  baseSettings,
  brokersSetting,
  databaseUrlSetting,
  readSettings,
  trustedProxiesSetting,
  type SettingsOf,
} from '@motcua/service-host';
import { z } from 'zod';
import { senderFaults, targetFaults } from './notifications/index.js';

/** Seals what is personal: `id:base64key[,...]`, the sealing key first. */
export const encryptionKeysSetting = z.string().transform(parseKeyRing);

const keySetting = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine(({ length }) => length === 32, 'must be 32 bytes in base64');

/** Finds sealed applicants by name, phone and id number; 32 bytes in base64. After a change the index is written anew. */
export const blindIndexKeySetting = keySetting;

/** A text that is checked by a function which says what is wrong with it. */
const textWithout = (faultsOf: (text: string) => readonly string[]) =>
  z.string().superRefine((text, context) => {
    for (const message of faultsOf(text)) context.addIssue({ code: 'custom', message });
  });

const shape = {
  ...baseSettings,
  DATABASE_URL: databaseUrlSetting,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  OIDC_ISSUER: z.url(),
  TRUSTED_PROXIES: trustedProxiesSetting,
  ENCRYPTION_KEYS: encryptionKeysSetting,
  BLIND_INDEX_KEY: blindIndexKeySetting,
  /** Tokens of slips are derived with it; after a change those printed before find nothing. */
  LOOK_UP_SECRET: keySetting,
  /** How applicants are notified: `file:/absolute/directory`, or `smtp[s]://[user:password@]host[:port][?tls=required|off]`. */
  NOTIFICATIONS: textWithout(targetFaults),
  /** The sender of notifications: `address` or `Name <address>`. */
  NOTIFICATIONS_FROM: textWithout(senderFaults),
  /** Where citizens reach the portal; stands in the QR codes of forms. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, '')),
};

export type IntakeSettings = SettingsOf<typeof shape>;

export const readIntakeSettings = (env: NodeJS.ProcessEnv): IntakeSettings => readSettings(shape, env);
