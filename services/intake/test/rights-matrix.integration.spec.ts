import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Role } from '@motcua/auth';
import { differencesFrom, gapsOf, type RightsRequest, type RightsRow } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { commandNames, type DossierCommandName } from '../src/dossiers/index.js';
import { openIntakeStage, submission, type IntakeStage } from './support/intake-stage.js';

const AGENCIES = { own: submission.receivingAgency, other: '000.00.32.H06', parent: 'H06' } as const;

let stage: IntakeStage;
let dossierId: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  const handedIn = await stage.post('/dossiers', { token: stage.officer, body: submission });
  dossierId = String(handedIn.body['dossierId']);
  expect(await stage.post(`/dossiers/${dossierId}/accept`, { token: stage.officer, ifMatch: 1 })).toMatchObject({
    status: 200,
  });
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const posted = (path: string, body: object, headers = {}): RightsRequest => ({ path, method: 'POST', body, headers });
const submitted = (overrides: object) => (): RightsRequest =>
  posted('/dossiers', { ...submission, ...overrides }, { 'idempotency-key': randomUUID() });

const of = (roles: readonly string[], outcomes: string) => Object.fromEntries(roles.map((role) => [role, outcomes]));
const COUNTER = ['INTAKE_OFFICER'];
const SETTLING = ['CASE_OFFICER', 'SUPERVISOR'];
const STAFF = [...COUNTER, ...SETTLING, 'LEADER'];
const OPEN = { nobody: '200', anybody: '200 200 200' };

/** What a command must say beside its name. */
const BODIES: Readonly<Partial<Record<DossierCommandName, object>>> = {
  refuse: { reason: 'x' },
  assign: { officer: 'x' },
  suspend: { reason: 'x' },
  terminate: { reason: 'x' },
  transfer: { reason: 'x', settlingAgency: '000.00.32.H06' },
  correct: { reason: 'x', correction: { channel: 'POSTAL' } },
  void: { reason: 'x' },
};

const CALLERS: Readonly<Record<DossierCommandName, readonly string[]>> = {
  accept: COUNTER,
  refuse: COUNTER,
  forward: [...COUNTER, ...SETTLING],
  assign: ['SUPERVISOR'],
  'request-supplement': [...COUNTER, ...SETTLING],
  'receive-supplement': COUNTER,
  'request-payment': [...COUNTER, ...SETTLING],
  'receive-payment': [...COUNTER, ...SETTLING],
  suspend: SETTLING,
  resume: SETTLING,
  complete: ['CASE_OFFICER'],
  return: COUNTER,
  withdraw: COUNTER,
  terminate: SETTLING,
  transfer: ['SUPERVISOR'],
  correct: ['SUPERVISOR'],
  void: ['SUPERVISOR'],
};

/** Of a revision that never was, so that whoever has the right gets 412 and nothing happens. */
const commands: readonly RightsRow[] = commandNames.map((name) => ({
  route: `POST /dossiers/:id/:command ${name}`,
  request: () =>
    posted(`/dossiers/${dossierId}/${name}`, BODIES[name] ?? {}, {
      'idempotency-key': randomUUID(),
      'if-match': '"99"',
    }),
  roles: of(CALLERS[name], '412 403 412'),
}));

const rows: readonly RightsRow[] = [
  {
    route: 'POST /dossiers at the counter',
    request: submitted({}),
    roles: { INTAKE_OFFICER: '201 403 201' },
  },
  {
    route: 'POST /dossiers online',
    request: submitted({ channel: 'ONLINE' }),
    roles: { INTAKE_OFFICER: '201 403 201', CITIZEN: '201 403 201' },
  },
  {
    route: 'POST /dossiers online, identified electronically',
    request: submitted({ channel: 'ONLINE', eIdVerified: true }),
    roles: { CITIZEN: '201 403 201' },
  },
  ...commands,
  {
    route: 'GET /dossiers/:id',
    request: () => ({ path: `/dossiers/${dossierId}` }),
    roles: of(STAFF, '200 403 200'),
  },
  {
    route: 'GET /dossiers/:id/applicant',
    request: () => ({ path: `/dossiers/${dossierId}/applicant` }),
    roles: of([...COUNTER, ...SETTLING], '200 403 200'),
  },
  {
    route: 'POST /dossiers/searches',
    request: () => ({
      ...posted('/dossiers/searches', {}),
      shows: (body) => (body as { dossiers: unknown[] }).dossiers.length > 0,
    }),
    roles: of(STAFF, '200+ 200- 200+'),
  },
  {
    route: 'POST /dossiers/exports',
    request: () => posted('/dossiers/exports', { format: 'csv' }),
    roles: of(STAFF, '200 200 200'),
  },
  {
    route: 'GET /dossiers/:id/forms/apology',
    request: () => ({ path: `/dossiers/${dossierId}/forms/apology` }),
    roles: of([...COUNTER, ...SETTLING], '409 403 409'),
  },
  {
    route: 'GET /dossiers/:id/forms/:form',
    request: () => ({ path: `/dossiers/${dossierId}/forms/control-sheet` }),
    roles: of([...COUNTER, ...SETTLING], '200 403 200'),
  },
  {
    route: 'POST /registers',
    request: () => posted('/registers', { agency: AGENCIES.own, from: '2020-01-01', to: '2020-01-02' }),
    roles: of([...COUNTER, ...SETTLING], '200 403 200'),
  },
  {
    route: 'POST /look-ups',
    request: () => posted('/look-ups', { dossierCode: randomUUID(), secret: '0000' }),
    nobody: '200',
    anybody: '200 200 200',
  },
  { route: 'GET /agencies', request: () => ({ path: '/agencies' }), ...OPEN },
  { route: 'GET /procedures', request: () => ({ path: '/procedures' }), ...OPEN },
];

describe('who may do what in intake', () => {
  it('is listed for every route', () => {
    expect(gapsOf({ service: stage.service, rows })).toEqual([]);
  });

  it('is so for every role at its own, another and the parent agency, and for nobody', async () => {
    const { service, issuer } = stage;
    expect(await differencesFrom({ service, issuer, roles: Object.values(Role), agencies: AGENCIES, rows })).toEqual(
      [],
    );
  }, 120_000);
});

describe('the right to backdate', () => {
  const longAgo = '2024-01-29T10:00:00+07:00';
  const officer = (backdaterAt: string): Promise<string> =>
    stage.issuer.token('officer', [
      `INTAKE_OFFICER@${AGENCIES.own}`,
      `SUPERVISOR@${AGENCIES.own}`,
      `BACKDATER@${backdaterAt}`,
    ]);
  const tries: readonly (readonly [string, (token: string) => Promise<{ status: number; body: object }>, number])[] = [
    ['a submission', (token) => stage.post('/dossiers', { token, body: { ...submission, happenedAt: longAgo } }), 201],
    [
      'a command',
      (token) => stage.post(`/dossiers/${dossierId}/withdraw`, { token, ifMatch: 99, body: { happenedAt: longAgo } }),
      412,
    ],
    [
      'an instant that a correction puts in',
      (token) =>
        stage.post(`/dossiers/${dossierId}/correct`, {
          token,
          ifMatch: 99,
          body: { reason: 'x', correction: { returnedAt: longAgo } },
        }),
      412,
    ],
  ];

  it.each(tries)('of %s counts at the agency and above it, and at no other', async (_, send, permitted) => {
    expect(await send(await officer(AGENCIES.own))).toMatchObject({ status: permitted });
    expect(await send(await officer('H06'))).toMatchObject({ status: permitted });
    expect(await send(await officer(AGENCIES.other))).toMatchObject({
      status: 403,
      body: { code: 'backdating-forbidden' },
    });
  });

  it('does not count at the other desk of a dossier than the one where the command is given', async () => {
    const settlingAgency = '000.00.02.H06';
    const handedIn = await stage.post('/dossiers', { token: stage.officer, body: { ...submission, settlingAgency } });
    const path = `/dossiers/${String(handedIn.body['dossierId'])}/request-supplement`;
    const token = await officer(settlingAgency);
    expect(await stage.post(path, { token, ifMatch: 99, body: { happenedAt: longAgo } })).toMatchObject({
      status: 403,
      body: { code: 'backdating-forbidden' },
    });
  });
});

describe('the kept answer of a command', () => {
  it('is given again to the same officer, and not once the role is lost', async () => {
    const handedIn = await stage.post('/dossiers', { token: stage.officer, body: submission });
    const path = `/dossiers/${String(handedIn.body['dossierId'])}/withdraw`;
    const options = { key: randomUUID(), ifMatch: 1 };
    const here = await stage.issuer.token('mover', ['INTAKE_OFFICER'], AGENCIES.own);
    const elsewhere = await stage.issuer.token('mover', ['INTAKE_OFFICER'], AGENCIES.other);
    expect(await stage.post(path, { ...options, token: here })).toMatchObject({ status: 200 });
    expect(await stage.post(path, { ...options, token: here })).toMatchObject({ status: 200 });
    expect(await stage.post(path, { ...options, token: elsewhere })).toMatchObject({
      status: 403,
      body: { code: 'roles-changed' },
    });
  });

  it('is what reading a dossier offers: the commands of its state that the reader may give', async () => {
    const legal: readonly DossierCommandName[] = commandNames.filter(
      (name) => !['accept', 'refuse', 'receive-supplement', 'receive-payment', 'resume', 'return'].includes(name),
    );
    for (const role of Object.values(Role)) {
      for (const [place, agency] of Object.entries(AGENCIES)) {
        const token = await stage.issuer.token('reader', [role], agency);
        const response = await stage.get(`/dossiers/${dossierId}`, token);
        const mayRead = STAFF.includes(role) && place !== 'other';
        expect([role, place, response.status]).toEqual([role, place, mayRead ? 200 : 403]);
        if (!mayRead) continue;
        const { takes } = (await response.json()) as { takes: readonly string[] };
        expect([role, takes]).toEqual([role, legal.filter((name) => CALLERS[name].includes(role))]);
      }
    }
  });
});
