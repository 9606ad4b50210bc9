import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export const AUDIENCE = 'motcua';

/** What a token says where a spec does not care. */
const ordinaryClaims: JWTPayload = {
  sub: 'counter-12',
  name: 'Counter of district 12',
  roles: [{ role: 'INTAKE_OFFICER', agency: 'H06.12' }],
};

export interface TokenOptions {
  readonly claims?: JWTPayload;
  readonly audience?: string;
  readonly issuer?: string;
  /** @default 60, negative for a token that has expired. */
  readonly secondsToLive?: number;
  /** Signs instead of the issuer's own key. */
  readonly key?: CryptoKey;
  /** @default the issuer's own key id */
  readonly keyId?: string;
}

/** A key pair and a JWKS document on a real loopback port; call `stop` at the end. */
export class LocalIssuer {
  /** How often the keys were read. */
  reads = 0;

  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
  ) {}

  static async start(): Promise<LocalIssuer> {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'ours', alg: 'ES256', use: 'sig' }] };
    const server = createServer((_request, response) => {
      issuer.reads += 1;
      response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks));
    });
    const issuer = new LocalIssuer(server, privateKey);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async token(options: TokenOptions = {}): Promise<string> {
    const { claims = ordinaryClaims, audience = AUDIENCE, secondsToLive = 60 } = options;
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', kid: options.keyId ?? 'ours' })
      .setIssuer(options.issuer ?? this.url)
      .setAudience(audience)
      .setIssuedAt(now - 120)
      .setExpirationTime(now + secondsToLive)
      .sign(options.key ?? this.key);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
