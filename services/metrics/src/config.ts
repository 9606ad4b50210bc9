import {
  baseSettings,
  brokersSetting,
  databaseUrlSetting,
  readSettings,
  trustedProxiesSetting,
  type SettingsOf,
} from '@motcua/service-host';
import { z } from 'zod';

const auditUrlSetting = databaseUrlSetting.optional();

/** Where the services' `audit` views are read; without all of them only the counters are audited every hour. */
export const auditSettings = {
  AUDIT_INTAKE_URL: auditUrlSetting,
  AUDIT_DEADLINES_URL: auditUrlSetting,
  AUDIT_PAYMENTS_URL: auditUrlSetting,
  AUDIT_SURVEYS_URL: auditUrlSetting,
};

export const metricsSettings = {
  ...baseSettings,
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  DATABASE_URL: databaseUrlSetting,
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must be a redis:// URL'),
  /** Before each key in Redis. */
  REDIS_PREFIX: z.string().default('motcua:'),
  OIDC_ISSUER: z.url(),
  TRUSTED_PROXIES: trustedProxiesSetting,
  /** Root of the agency tree: who leads or operates there sees the audit of the whole province. */
  PROVINCE_AGENCY: z.string().min(1).max(32).default('H06'),
  /** Live streams that may be open at once at one replica: to one address, and in all. */
  LIVE_STREAMS_PER_ADDRESS: z.coerce.number().int().min(1).default(200),
  LIVE_STREAMS: z.coerce.number().int().min(1).default(5_000),
  ...auditSettings,
};
export type MetricsSettings = SettingsOf<typeof metricsSettings>;

export const readMetricsSettings = (env: NodeJS.ProcessEnv = process.env): MetricsSettings =>
  readSettings(metricsSettings, env);

/** What the programs that audit and replay need: the same places, and the owner for a schema of their own. */
export const commandSettings = {
  KAFKA_BROKERS: brokersSetting,
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  DATABASE_URL: databaseUrlSetting,
  DATABASE_OWNER_URL: databaseUrlSetting,
  ...auditSettings,
};
export type CommandSettings = SettingsOf<typeof commandSettings>;

/** @throws Error naming every setting at fault, never a value */
export function readCommandSettings(env: NodeJS.ProcessEnv = process.env): CommandSettings {
  const result = z.object(commandSettings).safeParse(env);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `Setting ${name}: ${env[name] === undefined ? 'is missing' : message}.`;
  });
  throw new Error(faults.join('\n'));
}

/** The services' `audit` views; undefined when not all are known. */
export function sourceUrlsOf(
  settings: Pick<CommandSettings, keyof typeof auditSettings>,
): Readonly<Record<'intake' | 'deadlines' | 'payments' | 'surveys', string>> | undefined {
  const { AUDIT_INTAKE_URL: intake, AUDIT_DEADLINES_URL: deadlines } = settings;
  const { AUDIT_PAYMENTS_URL: payments, AUDIT_SURVEYS_URL: surveys } = settings;
  return intake && deadlines && payments && surveys ? { intake, deadlines, payments, surveys } : undefined;
}
