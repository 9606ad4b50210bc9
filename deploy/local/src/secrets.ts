import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { newIdentityFile, type IdentityFile } from './demo-people.ts';
import type { InstancePaths } from './paths.ts';
import { databaseServices, type ServiceName } from './topology.ts';

/** All secrets of one stack; created once and stored with its data, readable by its owner alone. */
export interface Secrets {
  readonly postgresPassword: string;
  readonly redisPassword: string;
  readonly encryptionKeys: string;
  readonly blindIndexKey: string;
  readonly lookUpSecret: string;
  readonly paymentGatewaySecret: string;
  readonly surveyTokenSecret: string;
  readonly databases: Readonly<Record<string, DatabasePasswords>>;
}

export interface DatabasePasswords {
  readonly owner: string;
  readonly service: string;
  /** Of the role that may read the `audit` view only. */
  readonly auditor: string;
}

export type SecretPaths = Pick<InstancePaths, 'secretsFile' | 'identityFile'>;

export function loadOrCreateSecrets(paths: SecretPaths): Secrets {
  const secrets = loadOrCreate(paths.secretsFile, newSecrets);
  const databases = Object.entries(secrets.databases);
  if (secrets.blindIndexKey && secrets.lookUpSecret && databases.every(([, { auditor }]) => auditor)) return secrets;
  // Secrets of an older version, without auditor, blind index or look-ups.
  const complete = databases.map(([name, passwords]) => [
    name,
    { ...passwords, auditor: passwords.auditor || password() },
  ]);
  return store(paths.secretsFile, {
    ...secrets,
    blindIndexKey: secrets.blindIndexKey || newKey(),
    lookUpSecret: secrets.lookUpSecret || newKey(),
    databases: Object.fromEntries(complete) as Secrets['databases'],
  });
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
    blindIndexKey: newKey(),
    lookUpSecret: newKey(),
    paymentGatewaySecret: `whsec_${randomBytes(32).toString('base64')}`,
    surveyTokenSecret: randomBytes(32).toString('base64'),
    databases: Object.fromEntries(databaseServices.map((name) => [name, newDatabasePasswords()])),
  };
}

function newDatabasePasswords(): DatabasePasswords {
  return { owner: password(), service: password(), auditor: password() };
}

/** 32 bytes in base64. */
function newKey(): string {
  return randomBytes(32).toString('base64');
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

function loadOrCreate<T>(file: string, create: () => T): T {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  return store(file, create());
}

function store<T>(file: string, content: T): T {
  writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  return content;
}
