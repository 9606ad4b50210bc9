import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { differencesFrom, gapsOf, type RightsRow } from '@motcua/testing';
import { openSurveysStage, type Slip, type SurveysStage } from './support/surveys-stage.js';

let stage: SurveysStage;
let slip: Slip;

beforeAll(async () => {
  stage = await openSurveysStage();
  slip = await stage.printedSlip();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const rows: readonly RightsRow[] = [
  {
    route: 'GET /invitations',
    request: () => ({ path: `/invitations?dossierId=${slip.dossierId}` }),
    roles: { INTAKE_OFFICER: '200 403 200' },
  },
  {
    route: 'POST /answers',
    request: () => ({ path: '/answers', method: 'POST', body: { token: slip.token, rating: 'SATISFIED' } }),
    nobody: '200',
    anybody: '200 200 200',
  },
];

describe('who may do what in surveys', () => {
  it('is listed for every route', () => {
    expect(gapsOf({ service: stage.service, rows })).toEqual([]);
  });

  it('is so for every role at its own, another and the parent agency, and for nobody', async () => {
    const { service, issuer } = stage;
    expect(await differencesFrom({ service, issuer, rows })).toEqual([]);
  }, 60_000);
});

describe('tokens that are not answered yet', () => {
  const noted = (dossierId: string): Promise<readonly unknown[]> =>
    stage.database.query('select who, stages from invitation_access where dossier_id = $1 order by id', [dossierId]);

  it('are shown to nobody without a note', async () => {
    const { dossierId, token } = await stage.printedSlip();
    const before = await noted(dossierId);
    const counter = await stage.issuer.token('counter-1', ['INTAKE_OFFICER']);
    const foreign = await stage.issuer.token('counter-2', ['INTAKE_OFFICER'], '000.00.99.H06');
    await stage.invitations(dossierId, counter);
    await stage.invitations(dossierId, foreign);
    const shown = { who: 'counter-1', stages: expect.arrayContaining(['RETURNED']) };
    expect((await noted(dossierId)).slice(before.length)).toEqual([shown]);
    await stage.answer({ token, rating: 'SATISFIED' });
    await stage.invitations(dossierId, counter);
    const [, left] = (await noted(dossierId)).slice(before.length) as { stages: string[] }[];
    expect(left?.stages ?? []).not.toContain('RETURNED');
  });

  it('are noted in a log that the service cannot change', async () => {
    const [rights] = await stage.database.query<{ more: boolean }>(
      `select has_table_privilege($1, 'invitation_access', 'select')
           or has_table_privilege($1, 'invitation_access', 'update')
           or has_table_privilege($1, 'invitation_access', 'delete') as more`,
      [new URL(stage.database.url).username],
    );
    expect(rights).toEqual({ more: false });
  });
});
