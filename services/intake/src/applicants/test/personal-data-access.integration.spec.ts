import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDayOf } from '@motcua/kernel';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { openIntakeStage, submission, type IntakeStage } from '../../../test/support/intake-stage.js';
import { workingInstantIn } from '../../../test/support/working-instants.js';
import { lookUpTokenOf } from '../look-up-token.js';

/** Held to the code by the check of generated documents. */
const OPEN_API = new URL('../../../../../docs/openapi/intake.json', import.meta.url);

const PERSONAL = /Canary|0901234567|077090001234/;

let stage: IntakeStage;
beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

interface Dossier {
  readonly id: string;
  readonly code: string;
}

interface Request {
  readonly path: string;
  readonly body?: object;
  readonly ifMatch?: number;
}

interface Access {
  readonly purpose: string;
  /** Whose dossier; null: of more than one. */
  readonly of: string | null;
}

/** What a route answers about an accepted dossier, and what of it is noted. */
interface RouteCase {
  readonly request: (dossier: Dossier) => Request;
  readonly notes: (dossier: Dossier) => readonly Access[];
}

const somebodyNew = { kind: 'CITIZEN', name: 'Người Mới', phone: '0900000001' };
const nothing = (): readonly Access[] => [];
const noted =
  (purpose: string) =>
  ({ id }: Dossier): readonly Access[] => [{ purpose, of: id }];
const notedForMany = (purpose: string) => (): readonly Access[] => [{ purpose, of: null }];

/** Every route of the service. Whoever adds one says here what it notes; nothing means: nothing personal is in the answer. */
const routes: Readonly<Record<string, readonly RouteCase[]>> = {
  'post /dossiers': [
    { request: () => ({ path: '/dossiers', body: { ...submission, applicant: somebodyNew } }), notes: nothing },
    { request: () => ({ path: '/dossiers', body: submission }), notes: notedForMany('DUPLICATE') },
  ],
  'post /dossiers/{id}/{command}': [
    { request: ({ id }) => ({ path: `/dossiers/${id}/forward`, body: {}, ifMatch: 2 }), notes: nothing },
  ],
  'get /dossiers/{id}': [{ request: ({ id }) => ({ path: `/dossiers/${id}` }), notes: nothing }],
  'get /dossiers/{id}/applicant': [
    { request: ({ id }) => ({ path: `/dossiers/${id}/applicant` }), notes: noted('SHOW') },
  ],
  'post /dossiers/searches': [
    { request: ({ code }) => ({ path: '/dossiers/searches', body: { code } }), notes: nothing },
    ...['name', 'phone', 'idNumber'].map((term) => ({
      request: () => ({ path: '/dossiers/searches', body: { [term]: termOf(term) } }),
      notes: notedForMany('SEARCH'),
    })),
  ],
  'post /dossiers/exports': [
    { request: ({ code }) => ({ path: '/dossiers/exports', body: { code, format: 'csv' } }), notes: nothing },
    ...['name', 'phone', 'idNumber'].map((term) => ({
      request: () => ({ path: '/dossiers/exports', body: { [term]: termOf(term), format: 'csv' } }),
      notes: notedForMany('EXPORT'),
    })),
  ],
  'post /look-ups': [
    {
      request: ({ id, code }) => ({
        path: '/look-ups',
        body: { dossierCode: code, secret: lookUpTokenOf(stage.settings.LOOK_UP_SECRET, id) },
      }),
      notes: noted('LOOK_UP'),
    },
  ],
  'get /dossiers/{id}/forms/{form}': ['appointment-slip', 'control-sheet'].map((form) => ({
    request: ({ id }) => ({ path: `/dossiers/${id}/forms/${form}` }),
    notes: noted('FORM'),
  })),
  'get /dossiers/{id}/forms/apology': [
    {
      request: ({ id }) => {
        const newDueAt = workingInstantIn(30).toISOString();
        return { path: `/dossiers/${id}/forms/apology?newDueAt=${newDueAt}&ground=COMPLEX_CASE` };
      },
      notes: noted('FORM'),
    },
  ],
  'post /registers': [
    {
      request: () => {
        const today = localDayOf(new Date());
        return { path: '/registers', body: { agency: submission.receivingAgency, from: today, to: today } };
      },
      notes: notedForMany('FORM'),
    },
  ],
  'get /agencies': [{ request: () => ({ path: '/agencies' }), notes: nothing }],
  'get /procedures': [{ request: () => ({ path: '/procedures' }), notes: nothing }],
};

const termOf = (term: string): unknown => (submission.applicant as Readonly<Record<string, unknown>>)[term];
const cases = Object.entries(routes).flatMap(([route, all]) => all.map((each, place) => ({ route, place, ...each })));

async function accepted(): Promise<Dossier> {
  const answer = await stage.post('/dossiers', { token: stage.officer, body: submission });
  const { dossierId: id, dossierCode: code } = answer.body;
  const done = await stage.post(`/dossiers/${String(id)}/accept`, { token: stage.officer, ifMatch: 1 });
  expect(done.status).toBe(200);
  await stage.database.query('insert into dossier_deadline (dossier_id, revision, state) values ($1, 1, $2)', [
    id,
    { dossierId: id, currentDueAt: done.body['appointmentAt'], closedAt: null, extension: null },
  ]);
  return { id: String(id), code: String(code) };
}

async function ask({ path, body, ifMatch }: Request): Promise<{ readonly status: number; readonly text: string }> {
  const headers = {
    authorization: `Bearer ${stage.officer}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
  };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${stage.service.url}${path}`, init);
  return { status: response.status, text: await response.text() };
}

const accessesAfter = (last: string): Promise<readonly Access[]> =>
  stage.database.query('select purpose, dossier_id as of from personal_data_access where id > $1 order by id', [last]);

async function lastAccess(): Promise<string> {
  const [row] = await stage.database.query<{ last: string }>(
    'select coalesce(max(id), 0) as last from personal_data_access',
  );
  return row!.last;
}

describe('an access to personal data', () => {
  it('is thought of for every route that there is', () => {
    const { paths } = JSON.parse(readFileSync(OPEN_API, 'utf8')) as { readonly paths: Record<string, object> };
    const there = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(there.toSorted()).toEqual(Object.keys(routes).toSorted());
  });

  it.each(cases)('is noted by $route ($place), or nothing personal is in its answer', async ({ request, notes }) => {
    const dossier = await accepted();
    const last = await lastAccess();
    const { status, text } = await ask(request(dossier));
    expect(Math.floor(status / 100)).toBe(2);
    const noted = notes(dossier);
    expect(await accessesAfter(last)).toEqual(noted);
    if (noted.length === 0) expect(text).not.toMatch(PERSONAL);
  });

  it.each(cases)('is refused by $route ($place) when it cannot be noted', async ({ request, notes }) => {
    const dossier = await accepted();
    await stage.database.query('alter table personal_data_access rename to away');
    const { status, text } = await ask(request(dossier)).finally(() =>
      stage.database.query('alter table away rename to personal_data_access'),
    );
    expect(text).not.toMatch(PERSONAL);
    if (notes(dossier).length > 0) expect(status).toBe(500);
  });
});
