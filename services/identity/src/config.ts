import { baseSettings, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...baseSettings,
  /** The issuer as it stands in every token, so exactly what the services have as `OIDC_ISSUER`. */
  ISSUER_URL: z.url({ protocol: /^https?$/, error: 'must be the public address of the issuer, http(s)://host:port' }),
  /** The issuer's address for browsers, if that is another one. */
  PUBLIC_ISSUER_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The portal's address for browsers; without it people cannot sign in. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The portal's client secret. */
  SIGN_IN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Whether people sign in by choosing a demo person, without a password. */
  DEMO_SIGN_IN: z.enum(['on', 'off']).default('off'),
  /** JSON file of the clients; the signing keys are kept beside it. */
  IDENTITY_FILE: z.string().min(1),
  /** Tokens that one address may ask for in a minute. */
  TOKENS_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  /** Of these, with an unknown client or a wrong secret. */
  FAILED_TOKENS_PER_MINUTE: z.coerce.number().int().min(1).default(30),
};

export type Settings = SettingsOf<typeof shape>;

/** Frozen settings, or the end of the process with every fault listed. */
export const settingsFrom = (env: NodeJS.ProcessEnv): Settings => readSettings(shape, env);
