import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

let stage: IntakeStage;
let dossierId: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  const answer = await stage.post('/dossiers', { token: stage.officer, body: submission });
  dossierId = String(answer.body['dossierId']);
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const UNFIT = { NUL: '\u0000', 'half of a character': '\ud800', 'a control character': '\u001b[2J' } as const;

type Where = readonly [name: string, path: () => string, body: (text: string) => object];

/** Every text that intake takes, with or without a token. */
const places: readonly Where[] = [
  ['a code looked up', () => '/look-ups', (text) => ({ dossierCode: `x${text}`, secret: '4567' })],
  ['a secret', () => '/look-ups', (text) => ({ dossierCode: 'x', secret: `x${text}` })],
  ['a procedure', () => '/dossiers', (text) => ({ ...submission, procedureCode: `1${text}` })],
  ['an agency', () => '/dossiers', (text) => ({ ...submission, receivingAgency: `0${text}` })],
  ['a name', () => '/dossiers', (text) => ({ ...submission, applicant: { kind: 'CITIZEN', name: `A${text}` } })],
  ['a reason', () => `/dossiers/${dossierId}/withdraw`, (text) => ({ reason: `x${text}` })],
  ['an officer', () => `/dossiers/${dossierId}/assign`, (text) => ({ officer: `y${text}` })],
  ['a code searched for', () => '/dossiers/searches', (text) => ({ code: `x${text}` })],
  ['a name searched for', () => '/dossiers/searches', (text) => ({ name: `An${text}` })],
  ['an officer searched for', () => '/dossiers/searches', (text) => ({ officer: `y${text}` })],
  ['a cursor', () => '/dossiers/searches', (text) => ({ cursor: `y${text}` })],
  ['a code exported', () => '/dossiers/exports', (text) => ({ format: 'csv', code: `x${text}` })],
  [
    'an agency of a register',
    () => '/registers',
    (text) => ({ agency: `x${text}`, from: '2024-01-01', to: '2024-01-02' }),
  ],
];

describe.each(Object.entries(UNFIT))('%s', (_, text) => {
  it.each(places)('in %s is refused before anything is done', async (_name, path, body) => {
    const answer = await stage.post(path(), { token: stage.officer, ifMatch: 1, body: body(text) });
    expect(answer).toMatchObject({
      status: 400,
      contentType: 'application/problem+json; charset=utf-8',
      body: {
        code: 'request-invalid',
        errors: [{ message: expect.stringMatching(/^It has (a control character|half a character) in it/) }],
      },
    });
  });
});

describe('an identifier of more than one line', () => {
  it.each(['y\n=2+2', 'y\r=2+2', 'y\t=2+2', '\ny'])('is no officer: %j', async (officer) => {
    const path = `/dossiers/${dossierId}/assign`;
    const answer = await stage.post(path, { token: stage.officer, ifMatch: 1, body: { officer } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });
});

describe('a year that nobody counts in', () => {
  const days = ['0000-01-01', '0000-12-31', '0001-01-01', '1899-12-31', '9999-12-31'];

  it.each(days)('%s is refused as a day', async (day) => {
    const refused = { status: 400, body: { code: 'request-invalid' } };
    expect((await stage.get(`/agencies?on=${day}`)).status).toBe(400);
    for (const body of [{ from: day }, { to: day }]) {
      expect(await stage.post('/dossiers/searches', { token: stage.officer, body })).toMatchObject(refused);
    }
    const register = { agency: submission.receivingAgency, from: day, to: day };
    expect(await stage.post('/registers', { token: stage.officer, body: register })).toMatchObject(refused);
  });

  it.each(days)('%s is refused as an instant', async (day) => {
    const happenedAt = `${day}T00:00:00+14:00`;
    const path = `/dossiers/${dossierId}`;
    const refused = { status: 400, body: { code: 'request-invalid' } };
    const post = (to: string, body: object) =>
      stage.post(to, { token: stage.officer, key: randomUUID(), ifMatch: 1, body });
    expect(await post('/dossiers', { ...submission, happenedAt })).toMatchObject(refused);
    expect(await post(`${path}/withdraw`, { happenedAt })).toMatchObject(refused);
    expect(await post(`${path}/request-supplement`, { respondBy: happenedAt })).toMatchObject(refused);
    expect(await post(`${path}/correct`, { reason: 'x', correction: { completedAt: happenedAt } })).toMatchObject(
      refused,
    );
    const query = new URLSearchParams({ newDueAt: happenedAt, ground: 'FORCE_MAJEURE' });
    expect((await stage.get(`${path}/forms/apology?${query}`, stage.officer)).status).toBe(400);
  });
});

describe('what is kept by nobody on its way', () => {
  it.each([
    ['a dossier', () => stage.get(`/dossiers/${dossierId}`, stage.officer)],
    ['an applicant', () => stage.get(`/dossiers/${dossierId}/applicant`, stage.officer)],
    ['a refusal', () => stage.get(`/dossiers/${dossierId}`)],
  ])('%s', async (_, ask) => {
    expect((await ask()).headers.get('cache-control')).toBe('no-store');
  });

  it.each(['searches', 'exports'])('%s', async (what) => {
    const response = await fetch(`${stage.service.url}/dossiers/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.officer}` },
      body: what === 'exports' ? '{"format":"csv"}' : '{}',
    });
    await response.text();
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });
});
