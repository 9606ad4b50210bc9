import { parseKeyRing } from '@motcua/kernel';
import { eventServiceSettings, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...eventServiceSettings,
  /** Seal comments: `id:base64key[,...]`, the sealing key first. */
  ENCRYPTION_KEYS: z.string().transform(parseKeyRing),
  /** Invitation tokens are derived with it; with another secret, earlier invitations cannot be printed again. */
  SURVEY_TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters'),
};

export type SurveysSettings = SettingsOf<typeof shape>;

export const readSurveysSettings = (env: NodeJS.ProcessEnv): SurveysSettings => readSettings(shape, env);
