import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseKeyRing } from '@motcua/kernel';
import { baseSettings, databaseUrlSetting, networksSetting, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const serviceUrl = z.url({ protocol: /^https?$/, error: 'must be an address like http://127.0.0.1:4001' });

const shape = {
  ...baseSettings,
  INTAKE_URL: serviceUrl,
  DEADLINES_URL: serviceUrl,
  PAYMENTS_URL: serviceUrl,
  SURVEYS_URL: serviceUrl,
  METRICS_URL: serviceUrl,
  /** Where sessions are kept. */
  DATABASE_URL: databaseUrlSetting,
  /** Encrypts tokens; no other service has it: `id:base64key[,...]`, the encrypting key first. */
  SESSION_KEYS: z.string().transform(parseKeyRing),
  /** The OpenID issuer, exactly as it stands in its tokens. */
  OIDC_ISSUER: serviceUrl,
  /** The issuer's address for browsers, if that is another one. */
  PUBLIC_ISSUER_URL: serviceUrl.optional(),
  /** The portal's address for browsers; with `https` cookies are `Secure`. */
  PUBLIC_URL: serviceUrl,
  /** The portal's client id and secret at the issuer. */
  SIGN_IN_CLIENT: z.string().min(1).default('portal'),
  SIGN_IN_SECRET: z.string().min(32, 'must have at least 32 characters'),
  /** Some issuers give refresh tokens for `offline_access` only. */
  SIGN_IN_SCOPE: z.string().min(1).default('openid profile'),
  /** An unused session ends after this time. */
  SESSION_IDLE_SECONDS: z.coerce.number().int().min(60).default(1_800),
  /** Every session ends after this time. */
  SESSION_LONGEST_SECONDS: z.coerce.number().int().min(60).default(36_000),
  /** Proxies before the portal, for example for TLS, whose `X-Forwarded-*` headers are trusted. */
  TRUSTED_PROXIES: z.string().default('').pipe(networksSetting),
  /** Port on loopback for the portal's own `/metrics`; without it they are not served. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  /** Folder of the built web app. */
  WEB_ROOT: z
    .string()
    .refine((folder) => existsSync(join(folder, 'index.html')), {
      error: 'must be a folder with an index.html: build the web app first (npm run build)',
    })
    .transform((folder) => resolve(folder)),
  /** Requests to /api that one address may make in a minute without a token; a token may make ten times as many. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(6000),
  /** Look-ups of dossiers by a code and a secret that one address may make in a minute, with a token or without. */
  LOOK_UPS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
};

export type Settings = SettingsOf<typeof shape>;

/** Frozen settings, or the end of the process with every fault listed. */
export const settingsFrom = (env: NodeJS.ProcessEnv): Settings => readSettings(shape, env);
