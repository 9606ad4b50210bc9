import { parseKeyRing } from '@motcua/kernel';
import { eventServiceSettings, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';
import { gatewayKeyOf } from './secrets.js';

/** Standard Webhooks asks for 24 to 64 random bytes. */
const hasEnoughBytes = (secret: string): boolean => {
  const { length } = gatewayKeyOf(secret);
  return length >= 24 && length <= 64;
};

const shape = {
  ...eventServiceSettings,
  /** Seal the bodies of unreadable reports: `id:base64key[,...]`, the sealing key first. */
  ENCRYPTION_KEYS: z.string().transform(parseKeyRing),
  /** Root of the agency tree: staff of it see the cases of unknown orders. */
  PROVINCE_AGENCY: z.string().min(1).max(32).default('H06'),
  /** Shared with the payment gateway, which signs its callbacks with it. */
  PAYMENT_GATEWAY_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]+={0,2}$/, 'must be whsec_ and base64')
    .refine(hasEnoughBytes, 'must hold 24 to 64 bytes'),
};

export type PaymentsSettings = SettingsOf<typeof shape>;

export const readPaymentsSettings = (env: NodeJS.ProcessEnv): PaymentsSettings => readSettings(shape, env);
