import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newIdentityFile, type IdentityFile } from './demo-people.ts';
import type { InstancePaths } from './paths.ts';
import { databaseServices, type ServiceName } from './topology.ts';

/** Everything secret of one stack; made once and kept with its data, readable by its owner alone. */
export interface Secrets {
  readonly postgresPassword: string;
  readonly redisPassword: string;
  readonly encryptionKeys: string;
  readonly paymentGatewaySecret: string;
  readonly surveyTokenSecret: string;
  readonly databases: Readonly<Record<string, DatabasePasswords>>;
}

export interface DatabasePasswords {
  readonly owner: string;
  readonly service: string;
}

export type SecretPaths = Pick<InstancePaths, 'secretsFile' | 'identityFile'>;

export function loadOrCreateSecrets(paths: SecretPaths): Secrets {
  return loadOrCreate(paths.secretsFile, newSecrets);
}

export function loadOrCreateIdentity(paths: SecretPaths): IdentityFile {
  return loadOrCreate(paths.identityFile, newIdentityFile);
}

export function passwordsOf(secrets: Secrets, service: ServiceName): DatabasePasswords {
  const passwords = secrets.databases[service];
  if (!passwords) throw new Error(`no passwords for the database of ${service}: run npm run reset`);
  return passwords;
}

function newSecrets(): Secrets {
  return {
    postgresPassword: password(),
    redisPassword: password(),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
    paymentGatewaySecret: `whsec_${randomBytes(32).toString('base64')}`,
    surveyTokenSecret: randomBytes(32).toString('base64'),
    databases: Object.fromEntries(databaseServices.map((name) => [name, { owner: password(), service: password() }])),
  };
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

function loadOrCreate<T>(file: string, create: () => T): T {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const created = create();
  writeFileSync(file, JSON.stringify(created, null, 2), { mode: 0o600 });
  return created;
}
