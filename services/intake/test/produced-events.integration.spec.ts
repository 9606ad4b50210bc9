import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allDossierEvents,
  dossierEvents,
  PaymentRefundedV1,
  PaymentSettledV1,
  type PaymentEvent,
  type PaymentStateV1,
} from '@motcua/contracts';
import { newEventId } from '@motcua/kernel';
import { eventOf, eventually, goldenRecord, typesRead } from '@motcua/testing';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

const DEPARTMENT = '000.00.16.H06';
const PREPAID = '2.000635';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

type Command = readonly [name: string, body?: object];

const reason = 'Ghi nhầm.';
const accept = ['accept'] as const;

/** Lives that give every command once or more. */
const lives: Readonly<Record<string, readonly Command[]>> = {
  'ends with a result, and is struck out': [
    accept,
    ['forward', { officer: 'lan' }],
    ['assign', { officer: 'minh' }],
    ['request-supplement', { respondBy: '2024-03-01T17:00:00+07:00' }],
    ['receive-supplement'],
    ['request-payment'],
    ['receive-payment'],
    ['suspend', { reason }],
    ['resume'],
    ['transfer', { settlingAgency: DEPARTMENT, reason }],
    ['complete', { electronicResult: true }],
    ['return'],
    ['correct', { correction: { channel: 'POSTAL', completedAt: '2024-01-30T10:30:00+07:00' }, reason }],
    ['void', { reason }],
  ],
  'is refused': [['refuse', { reason }]],
  'is refused on the merits': [accept, ['complete', { result: 'NEGATIVE', reason }]],
  'is withdrawn': [accept, ['withdraw']],
  'is terminated': [accept, ['terminate', { reason }]],
};

const happenedAt = '2024-01-30T10:00:00+07:00';

/** Handed in by the program where applicants sign in. */
async function submit(overrides: object = {}): Promise<string> {
  const body = { ...submission, channel: 'ONLINE', happenedAt, ...overrides };
  const token = await stage.issuer.token('portal', ['CITIZEN', 'BACKDATER']);
  const answer = await stage.post('/dossiers', { token, body });
  expect(answer.status).toBe(201);
  return String(answer.body['dossierId']);
}

async function live(commands: readonly Command[]): Promise<void> {
  const id = await submit({
    eIdVerified: true,
    components: [{ code: 'TP1', copyKind: 'COPY', digitised: true, reused: false }],
  });
  for (const [index, [name, body]] of commands.entries()) {
    const at = name === 'return' ? '2024-01-31T10:00:00+07:00' : happenedAt;
    const answer = await stage.post(`/dossiers/${id}/${name}`, {
      token: stage.officer,
      ifMatch: index + 1,
      body: { happenedAt: name === 'correct' || name === 'void' ? '2024-02-01T10:00:00+07:00' : at, ...body },
    });
    expect([name, answer]).toMatchObject([name, { status: 200 }]);
  }
}

/** The program that operators run. */
async function importSample(): Promise<void> {
  const program = join(import.meta.dirname, '..', 'dist', 'import-command.js');
  const sample = join(import.meta.dirname, '..', 'src', 'imports', 'test', 'fixtures', 'import-sample.csv');
  const report = join(import.meta.dirname, '..', 'dist', `import-sample.${process.pid}.report.csv`);
  const key = randomBytes(32).toString('base64');
  await promisify(execFile)(process.execPath, [program, '--source', 'old', '--report', report, sample], {
    env: { DATABASE_URL: stage.database.url, ENCRYPTION_KEYS: `k1:${key}`, BLIND_INDEX_KEY: key },
  });
}

/** The refund of a fee that was settled. */
function paidBack(settled: string): PaymentEvent {
  const { state, revision } = JSON.parse(settled) as { state: PaymentStateV1; revision: number };
  const refunded = { ...state, status: 'REFUNDED', refundedAt: new Date().toISOString() } as const;
  return eventOf(PaymentRefundedV1, refunded, revision + 1);
}

describe('what intake puts on the wire', () => {
  it('is every event of a dossier, and consumers keep every word of it', async () => {
    for (const commands of Object.values(lives)) await live(commands);
    const prepaid = await submit({ procedureCode: PREPAID });
    const settled = await goldenRecord(PaymentSettledV1.type, prepaid, newEventId());
    await stage.topics.publishRecords(settled);
    await stage.topics.publish(paidBack(settled.value));
    await importSample();
    await eventually(async () => {
      expect(typesRead(await stage.topics.records(dossierEvents.topic))).toEqual(
        allDossierEvents.map(({ type }) => type).toSorted(),
      );
    }, 30_000);
  }, 90_000);
});
