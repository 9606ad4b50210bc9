import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly key: string | undefined;
  readonly ifMatch: string | undefined;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** How the next requests whose path contains a text fail; taken from the front. */
export type Fault = 'RESET' | 'LOST_ANSWER' | number;

export const GATEWAY_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

/** Just enough of the province's HTTP API, with faults on demand: commands are once in effect by their key. */
export class FakeProvince {
  readonly seen: SeenRequest[] = [];
  readonly effects: string[] = [];
  private readonly faults = new Map<string, Fault[]>();
  private readonly answers = new Map<string, object>();
  private revision = 0;
  private orderReads = 0;
  private paid = false;
  /** The clock of the dossier, as deadlines would answer it. */
  readonly deadline = { revision: 4, currentDueAt: '2023-03-10T02:00:00.000Z', pauses: [] as { to: string | null }[] };

  /** Why the next reports of the gateway are kept as cases; null: they are taken in. */
  reason: string | null = null;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeProvince> {
    const server = createServer((request, response) => void fake.handle(request, response));
    const fake = new FakeProvince(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  fail(pathPart: string, ...faults: Fault[]): void {
    this.faults.set(pathPart, faults);
  }

  /** Somebody else changed the dossier. */
  changeBehindTheBack(): void {
    this.revision += 1;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const [method, path] = [request.method ?? '', request.url ?? ''];
    const { 'idempotency-key': key, 'if-match': ifMatch } = request.headers as Record<string, string | undefined>;
    this.seen.push({ method, path, key, ifMatch, body, headers: request.headers });
    const fault = this.nextFault(path);
    if (fault === 'RESET') return void request.socket.destroy();
    if (typeof fault === 'number') return this.reply(response, fault, { code: 'out-of-order' });
    const [status, answer] = this.answer(method, path, key, ifMatch, body, request.headers);
    if (fault === 'LOST_ANSWER') return void request.socket.destroy();
    this.reply(response, status, answer);
  }

  private nextFault(path: string): Fault | undefined {
    for (const [part, faults] of this.faults) if (path.includes(part)) return faults.shift();
    return undefined;
  }

  private answer(
    method: string,
    path: string,
    key: string | undefined,
    ifMatch: string | undefined,
    body: string,
    headers: IncomingMessage['headers'],
  ): [number, object] {
    if (path === '/token') return [200, { access_token: 'token', expires_in: 3600 }];
    if (path.startsWith('/api/payments/orders')) return this.order();
    if (path.startsWith('/api/payments/gateway')) return this.callback(body, headers);
    if (path.startsWith('/api/surveys/invitations')) return [200, [{ stage: 'RETURNED', token: 'slip' }]];
    if (method === 'GET' && path.startsWith('/api/deadlines')) return [200, this.deadline];
    if (method === 'GET') return [200, this.dossier()];
    if (headers.authorization === undefined && !path.startsWith('/api/surveys'))
      return [401, { code: 'unauthenticated' }];
    const kept = this.answers.get(key!);
    if (kept !== undefined) return [200, kept];
    if (path.endsWith('/extend')) return this.extension(key!, ifMatch);
    if (ifMatch !== undefined && ifMatch !== `"${this.revision}"`) return [412, { code: 'revision-stale' }];
    this.revision += 1;
    this.effects.push(path.split('/').at(-1)!);
    this.answers.set(key!, this.dossier());
    return [ifMatch === undefined ? 201 : 200, this.dossier()];
  }

  private extension(key: string, ifMatch: string | undefined): [number, object] {
    if (ifMatch !== `"${this.deadline.revision}"`) return [412, { code: 'revision-stale' }];
    this.deadline.revision += 1;
    this.effects.push('extend');
    this.answers.set(key, { ...this.deadline });
    return [200, this.deadline];
  }

  /** The order is opened a little after the dossier. */
  private order(): [number, object] {
    this.orderReads += 1;
    if (this.orderReads < 2) return [404, { code: 'order-not-found' }];
    return [200, { orderId: 'order', revision: 1, amountVnd: 8_000 }];
  }

  private callback(body: string, headers: IncomingMessage['headers']): [number, object] {
    new Webhook(GATEWAY_SECRET).verify(body, headers as Record<string, string>);
    const { type, transactionId } = JSON.parse(body) as { type: string; transactionId: string };
    if (!this.effects.includes(`${type} ${transactionId}`)) this.effects.push(`${type} ${transactionId}`);
    if (type === 'payment.succeeded') this.paid = true;
    return [200, { status: 'SETTLED', reason: this.reason }];
  }

  private dossier(): object {
    return {
      dossierId: '0190a000-0000-7000-8000-000000000001',
      revision: this.revision,
      effectiveSubmittedAt: this.paid ? '2023-03-01T02:00:00.000Z' : null,
      appointmentAt: '2023-03-08T02:00:00.000Z',
    };
  }

  private reply(response: ServerResponse, status: number, body: object): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }
}
