import { z } from 'zod';
import { UsageError } from './usage-error.js';

const Environment = z.object({
  PORTAL_URL: z.url().transform((url) => url.replace(/\/$/, '')),
  OIDC_ISSUER: z.url().transform((url) => url.replace(/\/$/, '')),
  SIMULATOR_CLIENTS: z.string().min(1),
  PAYMENT_GATEWAY_SECRET: z.string().min(1),
});

/** Where the province is and how to get in. */
export interface Settings {
  readonly portalUrl: string;
  readonly issuer: string;
  /** Path of the identity file. */
  readonly clientsFile: string;
  readonly gatewaySecret: string;
}

/** @throws UsageError that names every missing or wrong variable */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
    throw new UsageError(`missing or wrong in the environment: ${names.join(', ')} (npm run simulate sets them)`);
  }
  const { PORTAL_URL, OIDC_ISSUER, SIMULATOR_CLIENTS, PAYMENT_GATEWAY_SECRET } = parsed.data;
  return {
    portalUrl: PORTAL_URL,
    issuer: OIDC_ISSUER,
    clientsFile: SIMULATOR_CLIENTS,
    gatewaySecret: PAYMENT_GATEWAY_SECRET,
  };
}
