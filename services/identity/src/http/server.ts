import { once } from 'node:events';
import { createServer } from 'node:http';
import { SeldomLine } from '@motcua/kernel';
import { readClients } from '../persistence/identity-file.js';
import { signingKeys } from '../persistence/signing-keys.js';
import { buildIssuer } from './issuer.js';

export interface IdentityOptions {
  readonly host: string;
  readonly port: number;
  readonly issuerUrl: string;
  readonly identityFile: string;
}

export interface RunningIdentity {
  /** Refuses new connections, waits for the answers under way (5 s at most), then resolves. */
  close(): Promise<void>;
}

const HEALTH = new Set(['/health/live', '/health/ready']);
const DRAIN_MS = 5_000;

/** Listens when it resolves. Rejects with one clear line when the identity file, the keys or the port will not do. */
export async function startIdentity(options: IdentityOptions): Promise<RunningIdentity> {
  const issuer = buildIssuer(options.issuerUrl, readClients(options.identityFile), signingKeys(options.identityFile));
  const failed = new SeldomLine<Error>(({ stack }, requests) =>
    logLine('error', 'request failed', { error: stack, requests }),
  );
  issuer.on('server_error', (_context, error) => failed.tell(error.message, error));
  const answer = issuer.callback();
  const server = createServer((request, response) => {
    if (HEALTH.has(request.url ?? '')) {
      response.setHeader('content-type', 'application/json').end('{"status":"ok"}');
      return;
    }
    void answer(request, response);
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  logLine('info', 'identity listens', { host: options.host, port: options.port, issuer: options.issuerUrl });
  return {
    close: async () => {
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      server.close();
      await once(server, 'close');
      clearTimeout(cut);
    },
  };
}

function logLine(level: 'info' | 'error', message: string, keys: Readonly<Record<string, unknown>>): void {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), service: 'identity', msg: message, ...keys })}\n`,
  );
}
