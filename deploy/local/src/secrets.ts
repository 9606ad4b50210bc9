import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
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
  /** The portal's client secret at the issuer. */
  readonly signInSecret: string;
  /** Encrypts sessions. The portal has no key of another service. */
  readonly sessionKeys: string;
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
  return loadOrCreate(paths.secretsFile, newSecrets, (known, fresh) => ({
    ...fresh,
    ...known,
    databases: Object.fromEntries(
      Object.entries({ ...fresh.databases, ...known.databases }).map(([name, passwords]) => [
        name,
        { ...fresh.databases[name], ...passwords },
      ]),
    ),
  }));
}

export function loadOrCreateIdentity(paths: SecretPaths): IdentityFile {
  return loadOrCreate(paths.identityFile, newIdentityFile, (known, fresh) => {
    const told = known.clients.map((client) => ({ ...fresh.clients.find(({ id }) => id === client.id), ...client }));
    return { clients: [...told, ...fresh.clients.filter(({ id }) => !told.some((client) => client.id === id))] };
  });
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
    signInSecret: newKey(),
    sessionKeys: `k1:${newKey()}`,
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

/** `complete` adds what an older version did not create. */
function loadOrCreate<T>(file: string, create: () => T, complete: (known: T, fresh: T) => T): T {
  if (!existsSync(file)) return store(file, create());
  const known = JSON.parse(readFileSync(file, 'utf8')) as T;
  const whole = complete(known, create());
  // Services can only read the file, so it is written only if something was missing.
  return isDeepStrictEqual(known, whole) ? known : store(file, whole);
}

function store<T>(file: string, content: T): T {
  writeFileSync(file, JSON.stringify(content, null, 2), { mode: 0o600 });
  return content;
}
