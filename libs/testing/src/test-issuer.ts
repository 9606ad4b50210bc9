import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A small issuer on loopback: real keys, real JWKS, any roles a spec wants. */
export interface TestIssuer {
  readonly url: string;
  /** A bearer token; roles are held at `agency`, by default the whole province; `ROLE@code` at that agency. */
  token(id: string, roles: readonly string[], agency?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'spec', alg: 'ES256', use: 'sig' }] };
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    token: (id, roles, agency = 'H06') =>
      new SignJWT({ name: id, roles: roles.map((role) => grantOf(role, agency)) })
        .setProtectedHeader({ alg: 'ES256', kid: 'spec' })
        .setIssuer(url)
        .setAudience('motcua')
        .setSubject(id)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey),
    stop: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function grantOf(role: string, agency: string): { readonly role: string; readonly agency: string } {
  const [name = '', at = agency] = role.split('@');
  return { role: name, agency: at };
}
