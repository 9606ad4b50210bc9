import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ThrottledLine } from '@motcua/kernel';
import { readClients } from '../persistence/identity-file.js';
import { signingKeys } from '../persistence/signing-keys.js';
import { DemoSignIn, type DemoSignInOptions } from './demo-sign-in.js';
import { buildIssuer, type Portal } from './issuer.js';
import { TokenRequests, type TokenLimits } from './token-requests.js';

export interface IdentityOptions {
  readonly host: string;
  readonly port: number;
  readonly issuerUrl: string;
  readonly identityFile: string;
  /** @default only programs get tokens */
  readonly signIn?: SignInOptions;
  /** @default 600 and 30 a minute */
  readonly tokenLimits?: TokenLimits;
}

export interface SignInOptions extends DemoSignInOptions {
  /** The portal's client secret. */
  readonly secret: string;
}

export interface RunningIdentity {
  /** Refuses new connections, waits for the answers under way (5 s at most), then resolves. */
  close(): Promise<void>;
}

const HEALTH = new Set(['/health/live', '/health/ready']);
const DRAIN_MS = 5_000;
const TOKEN_PATH = '/token';
const TOKEN_LIMITS: TokenLimits = { requests: 600, failures: 30 };
/** Requests are small, so a slow one is ended. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 5_000 };

/** Listens when it resolves. Rejects with one line when the identity file, the keys or the port cannot be used. */
export async function startIdentity(options: IdentityOptions): Promise<RunningIdentity> {
  const { signIn } = options;
  const clients = readClients(options.identityFile);
  const portal: Portal | undefined = signIn && { url: signIn.portalUrl, secret: signIn.secret };
  const issuer = buildIssuer(options.issuerUrl, clients, signingKeys(options.identityFile), portal);
  const demo = signIn && new DemoSignIn(issuer, clients, signIn);
  const failed = new ThrottledLine<Error>(({ stack }, requests) =>
    logLine('error', 'request failed', { error: stack, requests }),
  );
  issuer.on('server_error', (_context, error) => failed.log(error.message, error));
  const answer = issuer.callback();
  const tokenRequests = new TokenRequests(options.tokenLimits ?? TOKEN_LIMITS);
  const server = createServer(TIMEOUTS, (request, response) => {
    if (HEALTH.has(request.url ?? '')) {
      response.setHeader('content-type', 'application/json').end('{"status":"ok"}');
      return;
    }
    if (isTokenRequest(request) && !mayAsk(tokenRequests, request, response)) return;
    answerPage(demo, request, response)
      .then((answered) => (answered ? undefined : answer(request, response)))
      .catch((error: unknown) => {
        failed.log(String(error), error instanceof Error ? error : new Error(String(error)));
        if (!response.headersSent) response.writeHead(500).end();
      });
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

async function answerPage(
  demo: DemoSignIn | undefined,
  ...exchange: [IncomingMessage, ServerResponse]
): Promise<boolean> {
  return demo === undefined ? false : demo.answer(...exchange);
}

function isTokenRequest({ url = '' }: IncomingMessage): boolean {
  return url.split('?', 1)[0] === TOKEN_PATH;
}

/** Whether the request may pass; answers 429 itself, in the form of OAuth (RFC 6749, section 5.2), when an address asks too often. */
function mayAsk(requests: TokenRequests, request: IncomingMessage, response: ServerResponse): boolean {
  const address = request.socket.remoteAddress ?? '';
  const early = requests.begin(address, Date.now());
  if (early === 0) {
    response.once('finish', () => response.statusCode === 401 && requests.failed(address, Date.now()));
    return true;
  }
  const body = { error: 'slow_down', error_description: 'Too many requests: wait as long as Retry-After says.' };
  response
    .writeHead(429, { 'content-type': 'application/json', 'cache-control': 'no-store', 'retry-after': String(early) })
    .end(JSON.stringify(body));
  return false;
}

function logLine(level: 'info' | 'error', message: string, keys: Readonly<Record<string, unknown>>): void {
  process.stdout.write(
    `${JSON.stringify({ level, time: new Date().toISOString(), service: 'identity', msg: message, ...keys })}\n`,
  );
}
