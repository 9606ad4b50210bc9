import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import {
  openIntakeStage,
  submission,
  type Answer,
  type CallOptions,
  type IntakeStage,
} from './support/intake-stage.js';

let stage: IntakeStage;
let dossierId: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  const answer = await stage.post('/dossiers', { token: stage.officer, body: submission });
  dossierId = String(answer.body['dossierId']);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

async function written(): Promise<unknown> {
  const [rows] = await stage.database.query<{ counts: string }>(
    `select (select count(*) from dossier) || '/' || (select count(*) from dossier_history) || '/' ||
            (select count(*) from command_answer) || '/' || coalesce((select sum(last_number) from dossier_sequence), 0) as counts`,
  );
  return rows?.counts;
}

type Case = readonly [name: string, status: number, code: string, path: () => string, options: () => CallOptions];

const submitWith = (overrides: object) => (): CallOptions => ({
  token: stage.officer,
  body: { ...submission, ...overrides },
});
const here = (command: string) => (): string => `/dossiers/${dossierId}/${command}`;

const cases: readonly Case[] = [
  ['no token', 401, 'unauthenticated', () => '/dossiers', () => ({ body: submission })],
  ['a broken token', 401, 'unauthenticated', () => '/dossiers', () => ({ token: 'nonsense', body: submission })],
  ['no idempotency key', 400, 'idempotency-key-required', () => '/dossiers', () => ({ ...submitWith({})(), key: '' })],
  ['a wrong type', 400, 'request-invalid', () => '/dossiers', submitWith({ channel: 7 })],
  ['a missing field', 400, 'request-invalid', () => '/dossiers', submitWith({ applicant: undefined })],
  ['an undeclared field', 400, 'request-invalid', () => '/dossiers', submitWith({ colour: 'red' })],
  ['an unknown agency', 400, 'agency-unknown', () => '/dossiers', submitWith({ receivingAgency: 'X' })],
  ['an unknown procedure', 400, 'procedure-unknown', () => '/dossiers', submitWith({ procedureCode: '9.9' })],
  ['broken JSON', 400, 'json-broken', () => '/dossiers', () => ({ token: stage.officer, body: '{"channel":' })],
  [
    'an oversized body',
    413,
    'body-too-large',
    () => '/dossiers',
    submitWith({ applicant: { kind: 'CITIZEN', name: 'x'.repeat(300_000) } }),
  ],
  [
    'a happening in the future',
    422,
    'happened-in-the-future',
    () => '/dossiers',
    () => submitWith({ happenedAt: new Date(Date.now() + 3_600_000).toISOString() })(),
  ],
  ['a malformed id', 400, 'request-invalid', () => '/dossiers/17/accept', () => ({ token: stage.officer, ifMatch: 1 })],
  [
    'an unknown dossier',
    404,
    'dossier-not-found',
    () => `/dossiers/${randomUUID()}/accept`,
    () => ({ token: stage.officer, ifMatch: 1 }),
  ],
  ['an unknown command', 400, 'request-invalid', here('burn'), () => ({ token: stage.officer, ifMatch: 1 })],
  ['an illegal transition', 409, 'illegal-transition', here('return'), () => ({ token: stage.officer, ifMatch: 1 })],
  ['no If-Match', 428, 'if-match-required', here('accept'), () => ({ token: stage.officer })],
  [
    'an If-Match without quotes',
    400,
    'if-match-invalid',
    here('accept'),
    () => ({ token: stage.officer, ifMatch: '1' }),
  ],
  ['a stale revision', 412, 'revision-stale', here('accept'), () => ({ token: stage.officer, ifMatch: 7 })],
];

describe('bad input gets problem details, writes nothing and publishes nothing', () => {
  it.each(cases)('%s: %i %s', async (_, status, code, path, options) => {
    const before = await written();
    const answer = await stage.post(path(), options());
    expect(answer).toMatchObject({
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: { type: `urn:motcua:problem:${code}`, status, code, title: expect.any(String), detail: expect.any(String) },
    });
    expect(await written()).toBe(before);
  });

  it('a foreign agency: 403 forbidden', async () => {
    const token = await stage.issuer.token('elsewhere', ['INTAKE_OFFICER'], '000.00.32.H06');
    expect(await stage.post('/dossiers', { token, body: submission })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it('backdating without the right: 403 backdating-forbidden', async () => {
    const token = await stage.issuer.token('counter', ['INTAKE_OFFICER']);
    const body = { ...submission, happenedAt: '2024-01-29T10:00:00+07:00' };
    expect(await stage.post('/dossiers', { token, body })).toMatchObject({
      status: 403,
      body: { code: 'backdating-forbidden' },
    });
  });

  it('has published the one good submission and nothing else', async () => {
    await eventually(async () => {
      expect(await stage.topics.events(dossierEvents.topic)).toHaveLength(1);
    });
  });
});

/** The faults of an answer by field or parameter; each has one. */
function faultsOf({ body }: Pick<Answer, 'body'>): Readonly<Record<string, string>> {
  const errors = body['errors'] as readonly { readonly path: string; readonly message: string }[];
  expect(new Set(errors.map(({ path }) => path)).size).toBe(errors.length);
  return Object.fromEntries(errors.map(({ path, message }) => [path, message]));
}

async function read(path: string): Promise<Pick<Answer, 'body'>> {
  const response = await stage.get(path, stage.officer);
  return { body: (await response.json()) as Answer['body'] };
}

describe('what is wrong is named by the part of the request that holds it', () => {
  it.each([
    ['the dossier', (code: string) => `/dossiers/${code}`],
    ['its applicant', (code: string) => `/dossiers/${code}/applicant`],
    ['a form', (code: string) => `/dossiers/${code}/forms/refusal`],
    ['the letter of apology', (code: string) => `/dossiers/${code}/forms/apology`],
  ])('a code where the id of %s belongs: how to find the id', async (_, path) => {
    expect(faultsOf(await read(path('000.01.31.H06-261129-0001')))).toEqual({
      id: 'must be a UUID: POST /dossiers/searches with the code as "code" answers the dossierId',
    });
  });

  it('a command and a form that do not exist', async () => {
    const burnt = await stage.post(here('burn')(), { token: stage.officer, ifMatch: 1 });
    expect(faultsOf(burnt)).toEqual({ command: expect.stringMatching(/^must be one of "accept", /) });
    const form = await read(`/dossiers/${dossierId}/forms/burn`);
    expect(faultsOf(form)).toEqual({ form: expect.stringMatching(/^must be one of /) });
  });

  it('an instant that is none, once', async () => {
    const answer = await stage.post('/dossiers', submitWith({ happenedAt: 'yesterday' })());
    expect(faultsOf(answer)).toEqual({ happenedAt: 'must be an instant such as 2024-01-29T10:00:00+07:00' });
  });

  it.each([
    [{ phone: 'An' }, { phone: 'must be a phone number' }],
    [{ idNumber: '?' }, { idNumber: 'must be digits and letters' }],
    [{ code: '' }, { code: 'must be at least 1 characters long' }],
    [{ code: ' ' }, { code: 'must be at least 1 characters long' }],
  ])('a term of a search, once: %j', async (body, faults) => {
    expect(faultsOf(await stage.post('/dossiers/searches', { token: stage.officer, body }))).toEqual(faults);
  });

  it('a field that does not exist, with those that do', async () => {
    const body = { ...submission, dossierCode: 'x' };
    const answer = await stage.post('/dossiers', { token: stage.officer, body });
    const text = faultsOf(answer)[''];
    expect(text).toMatch(/^There is no "dossierCode" here: leave it out, or send one of "procedureCode", /);
    expect(text).toContain('"happenedAt"');
  });

  it('a field that a command wants, without its name in the text', async () => {
    const answer = await stage.post(here('refuse')(), { token: stage.officer, ifMatch: 1 });
    expect(faultsOf(answer)).toEqual({ reason: '"refuse" must say why' });
    expect(answer.body['detail']).toBe('The request is not valid. reason: "refuse" must say why');
  });

  it('the instant of a correction that lies too far back', async () => {
    const token = await stage.issuer.token('supervisor', ['SUPERVISOR']);
    const sixMinutesAgo = new Date(Date.now() - 6 * 60_000).toISOString();
    for (const field of ['completedAt', 'returnedAt']) {
      const body = { reason: 'typo', correction: { [field]: sixMinutesAgo } };
      const answer = await stage.post(here('correct')(), { token, ifMatch: 1, body });
      expect(answer).toMatchObject({ status: 403, body: { code: 'backdating-forbidden' } });
      expect(answer.body['detail']).toContain(`correction.${field} lies more than five minutes back`);
    }
  });
});

describe('the same command twice', () => {
  it('gets the same answer and has one effect, also at the same time', async () => {
    const key = randomUUID();
    const options = { token: stage.officer, key, body: submission };
    const before = await written();
    const answers = await Promise.all([1, 2, 3, 4].map(() => stage.post('/dossiers', options)));
    expect(new Set(answers.map(({ body }) => body['dossierId'])).size).toBe(1);
    expect(answers.every(({ status, etag }) => status === 201 && etag === '"1"')).toBe(true);
    expect(await written()).not.toBe(before);
    const [row] = await stage.database.query<{ count: string }>('select count(*) from dossier where id = $1', [
      answers[0]?.body['dossierId'],
    ]);
    expect(row?.count).toBe('1');
  });

  it('is refused when the key stood for another body', async () => {
    const key = randomUUID();
    await stage.post('/dossiers', { token: stage.officer, key, body: submission });
    const other = { ...submission, channel: 'POSTAL' };
    expect(await stage.post('/dossiers', { token: stage.officer, key, body: other })).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
  });

  it('says with 412 what changed since', async () => {
    const { body } = await stage.post('/dossiers', { token: stage.officer, body: submission });
    const path = `/dossiers/${String(body['dossierId'])}/accept`;
    await stage.post(path, { token: stage.officer, ifMatch: 1 });
    expect(await stage.post(path, { token: stage.officer, ifMatch: 1 })).toMatchObject({
      status: 412,
      body: {
        currentRevision: 2,
        changes: [{ revision: 2, type: 'vn.motcua.dossier.accepted.v1', actor: 'officer' }],
      },
    });
  });
});
