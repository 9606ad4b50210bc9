import { dirname, join } from 'node:path';
import { repositoryRoot } from './paths.ts';
import type { ServiceDatabase } from './provision.ts';
import { pick, services, type AuditSetting, type Endpoints, type SecretSetting, type ServiceName } from './topology.ts';
import type { Secrets } from './secrets.ts';

export interface SecretContext {
  readonly secrets: Secrets;
  readonly identityFile: string;
  /** Under the service's own role. */
  readonly databaseUrl: string | null;
  /** Under the roles that read the services' `audit` views. */
  readonly auditUrls: Readonly<Record<AuditSetting, string>>;
}

/** The secrets that the topology grants to the service, and no others. */
export function secretSettingsOf(service: ServiceName, context: SecretContext): Readonly<Record<string, string>> {
  const { secrets, identityFile, databaseUrl, auditUrls } = context;
  const all: Readonly<Record<SecretSetting, string>> = {
    DATABASE_URL: databaseUrl ?? '',
    ENCRYPTION_KEYS: secrets.encryptionKeys,
    BLIND_INDEX_KEY: secrets.blindIndexKey,
    LOOK_UP_SECRET: secrets.lookUpSecret,
    PAYMENT_GATEWAY_SECRET: secrets.paymentGatewaySecret,
    SURVEY_TOKEN_SECRET: secrets.surveyTokenSecret,
    IDENTITY_FILE: identityFile,
    SIGN_IN_SECRET: secrets.signInSecret,
    SESSION_KEYS: secrets.sessionKeys,
    ...auditUrls,
  };
  return pick(all, services[service].secrets);
}

/** All settings of a service but HOST and PORT. */
export function settingsOf(
  service: ServiceName,
  endpoints: Endpoints,
  context: SecretContext,
): Readonly<Record<string, string>> {
  return { ...pick(endpoints, services[service].endpoints), ...secretSettingsOf(service, context) };
}

/** What the simulator needs to drive a running stack. */
export function simulatorSettingsOf(
  places: Pick<Endpoints, 'PORTAL_URL' | 'OIDC_ISSUER'>,
  identityFile: string,
  secrets: Secrets,
): Readonly<Record<string, string>> {
  return {
    PORTAL_URL: places.PORTAL_URL,
    OIDC_ISSUER: places.OIDC_ISSUER,
    SIMULATOR_CLIENTS: identityFile,
    PAYMENT_GATEWAY_SECRET: secrets.paymentGatewaySecret,
  };
}

/** What an audit or a replay of a running stack needs. */
export function auditSettingsOf(
  kafkaBrokers: string,
  metrics: ServiceDatabase,
  auditUrls: Readonly<Record<AuditSetting, string>>,
): Readonly<Record<string, string>> {
  return {
    KAFKA_BROKERS: kafkaBrokers,
    DATABASE_URL: metrics.serviceUrl,
    DATABASE_OWNER_URL: metrics.ownerUrl,
    ...auditUrls,
  };
}

/** The part of our own environment that every Node process of the stack gets. */
export function baseEnvironment(): NodeJS.ProcessEnv {
  return {
    // The Node that runs us first: a child that starts `node` must not find an older one.
    PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
    HOME: process.env['HOME'],
    LOG_LEVEL: process.env['LOG_LEVEL'],
    KAFKAJS_NO_PARTITIONER_WARNING: '1',
  };
}

/** The environment of servers that are not Node: without a UTF-8 locale Java finds no file whose path has non-ASCII letters. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
}

/** The built programs of a service. */
export type ProgramName =
  'main' | 'main.counter' | 'main.worker' | 'migrate' | 'audit-command' | 'replay-command' | 'import-command';

/** The built entry of a service. */
export function programOf(name: string, file: ProgramName): string {
  return join(repositoryRoot, 'services', name, 'dist', `${file}.js`);
}

export function nodeProgram(name: string, file: ProgramName, ...args: readonly string[]) {
  return nodeFile(programOf(name, file), ...args);
}

/** kafkajs 2.2.4 computes timeouts that Node 24 warns about and corrects. */
export function nodeFile(path: string, ...args: readonly string[]) {
  return { command: process.execPath, args: ['--disable-warning=TimeoutNegativeWarning', path, ...args] };
}
