import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';
import { workingInstantIn } from '../../../test/support/working-instants.js';

const COMMUNE = '000.02.31.H06';
const DEPARTMENT = '000.00.16.H06';
const ROLES = ['INTAKE_OFFICER', 'CASE_OFFICER', 'SUPERVISOR'] as const;
const reason = 'Không thuộc thẩm quyền.';
const HOUR_MS = 3_600_000;

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const at = (time: string): string => new Date(`2024-01-${time}:00+07:00`).toISOString();

interface Given {
  readonly id: string;
  readonly revision: number;
}

/** A dossier handed in on Monday 2024-01-29, after commands an hour apart. */
async function dossier(overrides: object, ...names: readonly string[]): Promise<Given> {
  const body = { ...submission, happenedAt: at('29T08:00'), ...overrides };
  const { body: state } = await stage.post('/dossiers', { token: stage.officer, body });
  const given = { id: String(state['dossierId']), revision: 1 };
  return names.reduce<Promise<Given>>(async (earlier, name, index) => {
    const known = await earlier;
    const happenedAt = new Date(Date.parse(at('29T09:00')) + index * HOUR_MS).toISOString();
    const answer = await give(known, name, { happenedAt, reason });
    expect([name, answer.status]).toEqual([name, 200]);
    return { ...known, revision: known.revision + 1 };
  }, Promise.resolve(given));
}

const give = ({ id, revision }: Given, name: string, body: object, token = stage.officer): Promise<Answer> =>
  stage.post(`/dossiers/${id}/${name}`, { token, ifMatch: revision, body });

const revisionOf = async ({ id }: Given): Promise<number> =>
  (await stage.database.query<{ revision: number }>('select revision from dossier where id = $1', [id]))[0]!.revision;

describe('a transfer', () => {
  const transfer = { settlingAgency: DEPARTMENT, reason };

  it('needs a supervisor of both agencies, or of one above both', async () => {
    const given = await dossier({}, 'accept');
    const giver = await stage.issuer.token('giver', ROLES, COMMUNE);
    const taker = await stage.issuer.token('taker', ROLES, DEPARTMENT);
    expect(await give(given, 'transfer', transfer, giver)).toMatchObject({
      status: 403,
      body: { code: 'transfer-not-agreed' },
    });
    expect(await give(given, 'transfer', transfer, taker)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await revisionOf(given)).toBe(2);
    const above = await stage.issuer.token('above', ROLES);
    expect(await give(given, 'transfer', transfer, above)).toMatchObject({ status: 200 });
  });

  it('stays in the state, so that lateness stays with whom it came about', async () => {
    const given = await dossier({}, 'accept');
    const first = await give(given, 'transfer', { ...transfer, happenedAt: at('30T08:00') });
    const entered = { recordedAt: expect.stringMatching(/^20/) };
    const there = { at: at('30T08:00'), fromAgency: COMMUNE, toAgency: DEPARTMENT, ...entered };
    expect(first.body['transfers']).toEqual([there]);
    const back = { ...transfer, settlingAgency: COMMUNE, happenedAt: at('31T08:00') };
    const second = await give({ ...given, revision: 3 }, 'transfer', back);
    const again = { at: at('31T08:00'), fromAgency: DEPARTMENT, toAgency: COMMUNE, ...entered };
    expect(second.body['transfers']).toEqual([there, again]);
  });

  it.each([['complete'], ['complete', 'return'], ['terminate'], ['withdraw']])(
    'of a dossier that has ended (%s) is refused',
    async (...ended) => {
      const given = await dossier({}, 'accept', ...ended);
      expect(await give(given, 'transfer', transfer)).toMatchObject({
        status: 409,
        body: { code: 'illegal-transition' },
      });
      expect(await revisionOf(given)).toBe(given.revision);
    },
  );
});

describe('a correction', () => {
  const correct = (given: Given, correction: object, token?: string): Promise<Answer> =>
    give(given, 'correct', { reason: 'Ghi nhầm', correction }, token);

  it('of a completion is for the settling agency, of a return for the receiving one, as their commands are', async () => {
    const given = await dossier({ settlingAgency: DEPARTMENT }, 'accept', 'complete', 'return');
    const roles = [...ROLES, 'BACKDATER'];
    const [receiving, settling] = [
      await stage.issuer.token('receiving', roles, COMMUNE),
      await stage.issuer.token('settling', roles, DEPARTMENT),
    ];
    const forbidden = { status: 403, body: { code: 'forbidden' } };
    const completion = { completedAt: at('29T10:30') };
    const returned = { returnedAt: at('29T11:30') };
    expect(await correct(given, completion, receiving)).toMatchObject(forbidden);
    expect(await correct(given, { result: 'NEGATIVE' }, receiving)).toMatchObject(forbidden);
    expect(await correct(given, returned, settling)).toMatchObject(forbidden);
    expect(await correct(given, { ...completion, ...returned }, settling)).toMatchObject(forbidden);
    expect(await revisionOf(given)).toBe(given.revision);
    expect(await correct(given, completion, settling)).toMatchObject({ status: 200 });
    expect(await correct({ ...given, revision: 5 }, returned, receiving)).toMatchObject({ status: 200 });
  });

  it('of an instant needs the right to backdate, as a late entry of a command does', async () => {
    const given = await dossier({}, 'accept', 'complete', 'return');
    const token = await stage.issuer.token('nobody-backdates', ROLES);
    for (const correction of [{ completedAt: at('29T10:30') }, { returnedAt: at('29T11:30') }]) {
      expect(await correct(given, correction, token)).toMatchObject({
        status: 403,
        body: { code: 'backdating-forbidden' },
      });
    }
    expect(await correct(given, { electronicResult: true }, token)).toMatchObject({ status: 200 });
  });

  it('brings no document that the procedure does not ask for, as a submission does not', async () => {
    const given = await dossier({});
    const components = [{ code: 'TP99', copyKind: 'COPY', digitised: true, reused: false }];
    expect(await correct(given, { components })).toMatchObject({ status: 422, body: { code: 'component-unknown' } });
    expect(await revisionOf(given)).toBe(1);
  });
});

describe('the time by which a supplement is wanted', () => {
  const ask = (given: Given, respondBy: string, happenedAt?: string): Promise<Answer> =>
    give(given, 'request-supplement', { respondBy, happenedAt });

  it.each([
    ['in the past', '2020-01-02T09:00:00+07:00', 'not-in-the-future'],
    ['at the request itself', at('29T10:00'), 'not-in-the-future'],
    ['at night', '2024-02-01T03:00:00+07:00', 'outside-working-time'],
    ['in the holidays of Tet', '2024-02-09T09:00:00+07:00', 'outside-working-time'],
    ['more than a year ahead', '2025-02-03T09:00:00+07:00', 'too-far-ahead'],
  ])('is refused %s, and nothing is written', async (_, respondBy, code) => {
    const given = await dossier({}, 'accept');
    const refused = await ask(given, respondBy, at('29T10:00'));
    expect(refused).toMatchObject({ status: 422, body: { code } });
    expect(refused.body['detail']).toMatch(/the nearest instant that would do is 202\d-/);
    expect(await revisionOf(given)).toBe(2);
  });

  it('may be any working instant within a year', async () => {
    const given = await dossier({}, 'accept');
    expect(await ask(given, workingInstantIn(60).toISOString())).toMatchObject({ status: 200 });
  });
});
