import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents, type DossierStateV1 } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const applicant = {
  ...submission.applicant,
  email: 'canary@example.vn',
  address: '12 Trần Phú, Vũng Tàu',
  language: 'en',
  onBehalfOf: { name: 'Trần Văn Thay', idNumber: '077090009999' },
};

async function submitted(): Promise<string> {
  const answer = await stage.post('/dossiers', { token: stage.officer, body: { ...submission, applicant } });
  expect(answer.status).toBe(201);
  return String(answer.body['dossierId']);
}

const correct = (id: string, ifMatch: number, body: object): Promise<Answer> =>
  stage.post(`/dossiers/${id}/correct`, { token: stage.officer, ifMatch, body: { reason: 'Ghi sai tên', ...body } });

const accesses = (id: string): Promise<readonly object[]> =>
  stage.database.query('select who, purpose, detail from personal_data_access where dossier_id = $1 order by id', [id]);

describe('the applicant of a dossier', () => {
  it('is shown whole to staff of the agency, and the access is noted', async () => {
    const id = await submitted();
    const response = await stage.get(`/dossiers/${id}/applicant`, stage.officer);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ applicant, history: [] });
    expect(await accesses(id)).toEqual([{ who: 'officer', purpose: 'SHOW', detail: 'applicant' }]);
  });

  it('is shown to nobody else: other agencies, leaders, citizens, strangers; and nothing is noted', async () => {
    const id = await submitted();
    const others = [
      await stage.issuer.token('elsewhere', ['SUPERVISOR'], '000.00.03.H06'),
      await stage.issuer.token('leader', ['LEADER']),
      await stage.issuer.token('citizen', ['CITIZEN']),
    ];
    for (const token of others) expect((await stage.get(`/dossiers/${id}/applicant`, token)).status).toBe(403);
    expect((await stage.get(`/dossiers/${id}/applicant`)).status).toBe(401);
    expect(await accesses(id)).toEqual([]);
  });

  it('is not shown when the access cannot be noted', async () => {
    const id = await submitted();
    await stage.database.query('alter table personal_data_access rename to away');
    try {
      const response = await stage.get(`/dossiers/${id}/applicant`, stage.officer);
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/Canary/);
    } finally {
      await stage.database.query('alter table away rename to personal_data_access');
    }
  });

  it('is replaced by a correction: one revision and event more, the public state as it was, the former one kept', async () => {
    const id = await submitted();
    const replaced = { ...applicant, name: 'Nguyễn Thị Đúng', language: 'vi' };
    expect(await correct(id, 1, { applicant: replaced })).toMatchObject({ status: 200, etag: '"2"' });
    const answer = await (await stage.get(`/dossiers/${id}/applicant`, stage.officer)).json();
    expect(answer).toEqual({
      applicant: replaced,
      history: [{ revision: 2, reason: 'Ghi sai tên', formerApplicant: applicant }],
    });
    await eventually(async () => {
      const all = await stage.topics.events<DossierStateV1>(dossierEvents.topic);
      const events = all.filter(({ subject }) => subject === id);
      expect(events.map(({ revision, type }) => [revision, type])).toEqual([
        [1, 'vn.motcua.dossier.submitted.v1'],
        [2, 'vn.motcua.dossier.corrected.v1'],
      ]);
      expect(events[1]?.state).toEqual(events[0]?.state);
    });
  });

  it('takes its public kind along, which a correction may not contradict', async () => {
    const id = await submitted();
    const household = { ...applicant, kind: 'HOUSEHOLD' };
    expect(await correct(id, 1, { applicant: household, correction: { partyKind: 'ENTERPRISE' } })).toMatchObject({
      status: 422,
      body: { code: 'correction-impossible' },
    });
    expect(await correct(id, 1, { applicant: household })).toMatchObject({
      status: 200,
      body: { partyKind: 'HOUSEHOLD' },
    });
  });

  it('is not corrected to what it says already', async () => {
    const id = await submitted();
    expect(await correct(id, 1, { applicant })).toMatchObject({ status: 422, body: { code: 'correction-empty' } });
  });

  it.each([
    ['email', 'a@b.vn, c@d.vn'],
    ['email', `${'a'.repeat(250)}@b.vn`],
    ['address', 'x'.repeat(301)],
    ['language', 'fr'],
    ['onBehalfOf', { idNumber: '077090001234' }],
  ])('with the %s %j is refused, and the answer names the field', async (field, value) => {
    const body = { ...submission, applicant: { ...applicant, [field]: value } };
    const answer = await stage.post('/dossiers', { token: stage.officer, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(String(answer.body['detail'])).toContain(`applicant.${field}`);
  });
});

describe('the log of accesses', () => {
  it('can be added to and nothing else: the database refuses', async () => {
    const { default: pg } = await import('pg');
    const session = new pg.Client({ connectionString: stage.database.url });
    await session.connect();
    for (const statement of [
      'select * from personal_data_access',
      "update personal_data_access set who = 'nobody'",
      'delete from personal_data_access',
    ]) {
      await expect(session.query(statement)).rejects.toThrow(/permission denied/);
    }
    await session.end();
  });
});
