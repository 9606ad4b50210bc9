import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  loadOrCreateIdentity,
  loadOrCreateSecrets,
  passwordsOf,
  type SecretPaths,
  type Secrets,
} from '../src/secrets.ts';
import { databaseServices } from '../src/topology.ts';

let folder: string;
let paths: SecretPaths;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-secrets-'));
  paths = { secretsFile: join(folder, 'secrets.json'), identityFile: join(folder, 'identity.json') };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the secrets of a stack', () => {
  it('are made once, for every database, and readable by their owner alone', () => {
    const secrets = loadOrCreateSecrets(paths);
    expect(statSync(paths.secretsFile).mode & 0o777).toBe(0o600);
    expect(loadOrCreateSecrets(paths)).toEqual(secrets);
    for (const service of databaseServices) expect(passwordsOf(secrets, service).owner).toHaveLength(32);
  });

  it('stay when a newer version needs more of them', () => {
    const { signInSecret, sessionKeys, ...older } = loadOrCreateSecrets(paths);
    const { portal, ...databases } = older.databases;
    writeFileSync(paths.secretsFile, JSON.stringify({ ...older, databases }));
    const secrets: Secrets = loadOrCreateSecrets(paths);
    expect(secrets).toMatchObject({ ...older, databases });
    expect(secrets.signInSecret).not.toBe(signInSecret);
    expect(secrets.sessionKeys).not.toBe(sessionKeys);
    expect(secrets.databases['portal']).not.toEqual(portal);
    expect(loadOrCreateSecrets(paths)).toEqual(secrets);
  });

  it('are not written again when nothing is missing', () => {
    loadOrCreateSecrets(paths);
    loadOrCreateIdentity(paths);
    const files = [paths.secretsFile, paths.identityFile];
    const written = files.map((file) => statSync(file, { bigint: true }).mtimeNs);
    loadOrCreateSecrets(paths);
    loadOrCreateIdentity(paths);
    expect(files.map((file) => statSync(file, { bigint: true }).mtimeNs)).toEqual(written);
  });
});

describe('the people of a stack', () => {
  it('keep their secrets when a newer version knows more of them, and more about them', () => {
    const { clients } = loadOrCreateIdentity(paths);
    const older = clients
      .filter(({ id }) => id !== 'accountant')
      .map(({ agencyName: _agencyName, ...client }) => client);
    const own = { id: 'own', secret: 's', name: 'Own client', roles: [] };
    writeFileSync(paths.identityFile, JSON.stringify({ clients: [...older, own] }));
    const { clients: now } = loadOrCreateIdentity(paths);
    for (const client of older) expect(now.find(({ id }) => id === client.id)).toMatchObject(client);
    expect(now.map(({ id }) => id)).toEqual(expect.arrayContaining(['accountant', 'own']));
    expect(now.find(({ id }) => id === 'leader')?.agencyName).toBeDefined();
    expect(JSON.parse(readFileSync(paths.identityFile, 'utf8'))).toEqual({ clients: now });
  });
});
