import { DossierAcceptedV1, paymentEvents, type DomainEvent, type PaymentStateV1 } from '@motcua/contracts';
import {
  answerOf,
  eventOf,
  eventually,
  getJson,
  openTestParts,
  postJson,
  startTestService,
  type Answer,
  type FreshDatabase,
  type FreshTopics,
  type PostOptions,
  type TestIssuer,
  type TestService,
} from '@motcua/testing';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { AppModule } from '../../src/app.module.js';
import { readPaymentsSettings } from '../../src/config.js';
import { paymentsSchema } from '../../src/persistence/migrations.js';
import { AMOUNT_VND, chargedDossier } from './builders.js';

export interface Order {
  readonly orderId: string;
  readonly dossierId: string;
}

/** Payments on real parts, with a counter officer and a payment gateway. */
export interface PaymentsStage {
  readonly service: TestService;
  readonly url: string;
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly issuer: TestIssuer;
  readonly officer: string;
  /** Token of a supervisor of the whole province. */
  readonly supervisor: string;
  /** An open order of a postpaid dossier that was accepted on 29 January 2024. */
  openOrder(): Promise<Order>;
  get(path: string, token?: string): Promise<Answer>;
  /** A command, of the counter unless another token is given. */
  command(path: string, options: PostOptions): Promise<Answer>;
  /** A report of the gateway, signed; under a new webhook id unless the headers say another. */
  report(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The same with any bytes under any content type; null: without one. */
  reportBytes(bytes: Buffer, contentType: string | null, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** What Prometheus reads. */
  metrics(): Promise<string>;
  /** Reasons of the open cases of a dossier's order, as a supervisor of the province sees them. */
  casesOf(dossierId: string): Promise<readonly string[]>;
  /** The events published about a dossier by now. */
  published(dossierId: string): Promise<readonly DomainEvent<PaymentStateV1>[]>;
  close(): Promise<void>;
}

const SECRET = `whsec_${randomBytes(32).toString('base64')}`;
export const ENCRYPTION_KEYS = `k1:${randomBytes(32).toString('base64')}`;
export const webhook = new Webhook(SECRET);

export async function openPaymentsStage(): Promise<PaymentsStage> {
  const parts = await openTestParts('payments', paymentsSchema);
  const { topics, database, issuer } = parts;
  const settings = readPaymentsSettings({ ...parts.environment, PAYMENT_GATEWAY_SECRET: SECRET, ENCRYPTION_KEYS });
  const service = await startTestService('payments', AppModule.with(settings));
  const officer = await issuer.token('officer', ['INTAKE_OFFICER', 'BACKDATER']);
  const supervisor = await issuer.token('supervisor', ['SUPERVISOR']);
  const get: PaymentsStage['get'] = (path, token) => getJson(`${service.url}${path}`, token);
  const post: PaymentsStage['command'] = (path, options) => postJson(`${service.url}${path}`, options);
  return {
    service,
    url: service.url,
    topics,
    database,
    issuer,
    officer,
    supervisor,
    openOrder: () => openOrder(topics, database),
    get,
    command: (path, { token = officer, ...options }) => post(path, { ...options, token }),
    report: (body, headers = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return post('/gateway/callbacks', { key: '', headers: { ...signed(text), ...headers }, body: text });
    },
    reportBytes: (bytes, contentType, headers = signedBytes(bytes)) =>
      answerOf(
        fetch(`${service.url}/gateway/callbacks`, {
          method: 'POST',
          headers: contentType === null ? headers : { ...headers, 'content-type': contentType },
          body: new Uint8Array(bytes),
        }),
      ),
    casesOf: async (dossierId) => {
      const { body } = await get(`/cases?dossierId=${dossierId}`, supervisor);
      return (body['cases'] as { reason: string }[]).map(({ reason }) => reason);
    },
    metrics: async () => (await fetch(`${service.url}/metrics`)).text(),
    published: async (dossierId) =>
      (await topics.events<PaymentStateV1>(paymentEvents.topic)).filter(({ subject }) => subject === dossierId),
    close: async () => {
      await service.stop();
      await parts.drop();
    },
  };
}

/** Headers by which the gateway signs a body. */
export function signed(body: string, at = new Date(), by = webhook): Record<string, string> {
  const id = randomUUID();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': by.sign(id, at, body),
  };
}

/** The same for bytes that are no text, by hand: the library signs texts only. */
export function signedBytes(bytes: Buffer): Record<string, string> {
  const id = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${digest}` };
}

/** A success of the order's whole amount as the gateway reports it. */
export function success(orderId: string, overrides: object = {}): Record<string, unknown> {
  return {
    type: 'payment.succeeded',
    transactionId: randomUUID(),
    orderId,
    amountVnd: AMOUNT_VND,
    occurredAt: '2024-01-29T04:00:00.000Z',
    ...overrides,
  };
}

async function openOrder(topics: FreshTopics, database: FreshDatabase): Promise<Order> {
  const dossier = chargedDossier('POSTPAID');
  const { dossierId } = dossier;
  await topics.publish(eventOf(DossierAcceptedV1, dossier, 2));
  return eventually(async () => {
    const [row] = await database.query<{ orderId: string }>(
      'select order_id as "orderId" from fee_order where dossier_id = $1',
      [dossierId],
    );
    if (!row) throw new Error('The order is not open yet.');
    return { orderId: row.orderId, dossierId };
  }, 30_000);
}
