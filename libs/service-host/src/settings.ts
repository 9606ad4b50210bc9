import { isIP } from 'node:net';
import { z } from 'zod';

/** Settings that every service has. */
export const baseSettings = {
  /** Port to listen on; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** Address to listen on. */
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['debug', 'log', 'warn', 'error']).default('log'),
};

/** Brokers as `host:port[,host:port]`. */
export const brokersSetting = z
  .string()
  .regex(/^[^\s,:]+:\d+(,[^\s,:]+:\d+)*$/, 'must be host:port[,host:port]')
  .transform((text) => text.split(','));

export const databaseUrlSetting = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL');

/** Settings that every service with events and a database has. */
export const eventServiceSettings = {
  ...baseSettings,
  /** Of the service's own role. */
  DATABASE_URL: databaseUrlSetting,
  KAFKA_BROKERS: brokersSetting,
  /** Before the name of every topic. */
  KAFKA_TOPIC_PREFIX: z.string().default(''),
  /** The issuer whose access tokens are accepted. */
  OIDC_ISSUER: z.url(),
};

const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);
const LONGEST_PREFIX = { 4: 32, 6: 128 } as const;

/** An address, a network as `10.0.0.0/8`, or the name of one. */
function isNetwork(text: string): boolean {
  if (NETWORKS.has(text)) return true;
  const [address = '', prefix] = text.split('/', 2);
  const version = isIP(address);
  if (version !== 4 && version !== 6) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= LONGEST_PREFIX[version]);
}

/** Addresses and networks with commas between them, or `loopback`, `linklocal`, `uniquelocal`; empty: none. */
export const networksSetting = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine(
    (networks) => networks.every(isNetwork),
    'must be addresses or networks such as 10.0.0.0/8, with commas between',
  );

/**
 * Whose `X-Forwarded-*` headers a service trusts: those from its own machine and network, where the portal runs. The portal
 * replaces the headers of callers.
 */
export const trustedProxiesSetting = z.string().default('loopback,uniquelocal').pipe(networksSetting);

export type SettingsOf<Shape extends z.ZodRawShape> = Readonly<z.output<z.ZodObject<Shape>>>;

/**
 * Reads frozen settings from the environment. When settings are wrong, all faults are printed together, without any value (it
 * may be a secret), and the process ends with code 1.
 */
export function readSettings<Shape extends z.ZodRawShape>(shape: Shape, env: NodeJS.ProcessEnv): SettingsOf<Shape> {
  const result = z.object(shape).safeParse(env);
  if (result.success) return Object.freeze(result.data) as SettingsOf<Shape>;
  for (const issue of result.error.issues) {
    const name = issue.path.join('.');
    console.error(`Setting ${name}: ${env[name] === undefined ? 'is missing' : issue.message}.`);
  }
  process.exit(1);
}
