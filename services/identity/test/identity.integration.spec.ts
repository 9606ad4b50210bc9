import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessTokenVerifier } from '@motcua/auth';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startIdentity, type IdentityOptions, type RunningIdentity } from '../src/http/server.js';
import { freePort } from './support/free-port.js';

const client = {
  id: 'counter 12',
  secret: 'a secret: with % and + in it',
  name: 'Counter of district 12',
  roles: [{ role: 'INTAKE_OFFICER', agency: 'H06.12' }],
};

/** RFC 6749, section 2.3.1: id and secret are form-encoded before they become basic credentials. */
function basic(id: string, secret: string): string {
  const encode = (text: string): string => new URLSearchParams({ _: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

describe('identity', () => {
  let folder: string;
  let options: IdentityOptions;
  let running: RunningIdentity;
  const noise = [jest.spyOn(console, 'warn'), jest.spyOn(console, 'info')];
  const log = jest.spyOn(process.stdout, 'write');

  beforeAll(async () => {
    log.mockReturnValue(true);
    folder = mkdtempSync(join(tmpdir(), 'motcua-identity-'));
    const identityFile = join(folder, 'identity.json');
    writeFileSync(identityFile, JSON.stringify({ people: [], clients: [client] }));
    const port = await freePort();
    options = { host: '127.0.0.1', port, issuerUrl: `http://127.0.0.1:${port}`, identityFile };
    running = await startIdentity(options);
  });
  afterAll(async () => {
    await running.close();
    rmSync(folder, { recursive: true });
    log.mockRestore();
  });
  afterEach(() => {
    for (const spy of noise) expect(spy).not.toHaveBeenCalled();
  });

  const askForToken = (secret: string, more: Record<string, string> = {}): Promise<Response> =>
    fetch(`${options.issuerUrl}/token`, {
      method: 'POST',
      headers: { authorization: basic(client.id, secret) },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...more }),
    });
  const token = async (): Promise<string> => {
    const response = await askForToken(client.secret);
    const body = (await response.json()) as { access_token: string; expires_in: number; token_type: string };
    expect({ status: response.status, ...body }).toMatchObject({ status: 200, expires_in: 3600, token_type: 'Bearer' });
    return body.access_token;
  };
  const verify = (accessToken: string) =>
    new AccessTokenVerifier({ issuer: options.issuerUrl, audience: 'motcua' }).verify(accessToken);

  it('gives a client a token that the services believe', async () => {
    await expect(verify(await token())).resolves.toMatchObject({
      id: client.id,
      name: client.name,
      roles: client.roles,
    });
  });

  it('gives the same to a client that names the resource', async () => {
    const response = await askForToken(client.secret, { resource: 'urn:motcua:api' });
    const { access_token: accessToken } = (await response.json()) as { access_token: string };
    await expect(verify(accessToken)).resolves.toMatchObject({ id: client.id });
  });

  it('refuses a wrong secret', async () => {
    const response = await askForToken('guessed');
    expect(response.status).toBe(401);
    await expect(response.json()).resolves.toMatchObject({ error: 'invalid_client' });
  });

  it('describes itself, and shows only public keys', async () => {
    const discovery = await (await fetch(`${options.issuerUrl}/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({
      issuer: options.issuerUrl,
      token_endpoint: `${options.issuerUrl}/token`,
      jwks_uri: `${options.issuerUrl}/jwks`,
    });
    const jwks = (await (await fetch(`${options.issuerUrl}/jwks`)).json()) as { keys: Record<string, unknown>[] };
    expect(jwks.keys).toHaveLength(1);
    expect(jwks.keys[0]).toMatchObject({ kty: 'EC', alg: 'ES256' });
    expect(jwks.keys[0]).not.toHaveProperty('d');
  });

  it('has no browser sign-in where no portal is named', async () => {
    const query = new URLSearchParams({ client_id: client.id, response_type: 'code', scope: 'openid' });
    const response = await fetch(`${options.issuerUrl}/auth?${query.toString()}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect((await fetch(`${options.issuerUrl}/interaction/x`)).status).toBe(404);
  });

  it('is alive and ready', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(`${options.issuerUrl}${path}`)).status).toBe(200);
    }
  });

  it('keeps tokens valid over a restart, with keys that only the owner can read', async () => {
    const before = await token();
    const keys = join(folder, 'signing-keys.json');
    expect(statSync(keys).mode & 0o777).toBe(0o600);
    const content = readFileSync(keys, 'utf8');
    await running.close();
    await expect(fetch(options.issuerUrl)).rejects.toThrow();
    running = await startIdentity(options);
    expect(readFileSync(keys, 'utf8')).toBe(content);
    await expect(verify(before)).resolves.toMatchObject({ id: client.id });
  });

  it('names every fault of the identity file, and no secret', async () => {
    const identityFile = join(folder, 'broken.json');
    const clients = [{ id: '', secret: 'hush', name: 'x', roles: [{ role: 'boss', agency: '' }] }];
    writeFileSync(identityFile, JSON.stringify({ clients }));
    const failure = startIdentity({ ...options, identityFile });
    await expect(failure).rejects.toThrow(
      /clients\.0\.id: .*clients\.0\.roles\.0\.role: .*clients\.0\.roles\.0\.agency: /,
    );
    await expect(failure).rejects.not.toThrow('hush');
    writeFileSync(identityFile, '{ "clients": [{ "secret": "hush" ');
    await expect(startIdentity({ ...options, identityFile })).rejects.toThrow('broken.json: is not JSON.');
    await expect(startIdentity({ ...options, identityFile: join(folder, 'none.json') })).rejects.toThrow('ENOENT');
  });

  it('lets nobody guess secrets faster than its limits, nor ask without end', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const limited = await startIdentity({ ...options, port, tokenLimits: { requests: 8, failures: 3 } });
    const ask = async (secret: string): Promise<Response> =>
      fetch(`${url}/token`, {
        method: 'POST',
        headers: { authorization: basic(client.id, secret) },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    try {
      const statuses = [];
      for (const secret of [client.secret, 'a', 'b', 'c', 'd', client.secret])
        statuses.push((await ask(secret)).status);
      expect(statuses).toEqual([200, 401, 401, 401, 429, 429]);
      const refused = await ask(client.secret);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.json()).toMatchObject({ error: 'slow_down' });
      expect((await fetch(`${url}/jwks`)).status).toBe(200);
    } finally {
      await limited.close();
    }
  });
});
