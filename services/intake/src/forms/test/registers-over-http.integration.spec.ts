import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openIntakeStage, type IntakeStage } from '../../../test/support/intake-stage.js';
import { printed, refused } from './support/form-answers.js';
import { dossierAfter } from './support/given-dossiers.js';

let stage: IntakeStage;
let officer: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  officer = await stage.issuer.token('counter-2', ['INTAKE_OFFICER', 'CASE_OFFICER', 'BACKDATER'], '000.02.31.H06');
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('The register', () => {
  const register = (token: string, body: object) =>
    fetch(`${stage.service.url}/registers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const days = { agency: '000.02.31.H06', from: '2024-02-01', to: '2024-02-01' };

  it('lists what the agency took in on its days, in order, with what became of it', async () => {
    const [first, second] = [
      await dossierAfter(stage, ['accept']),
      await dossierAfter(stage, ['refuse', { reason: 'Sai thẩm quyền.' }]),
    ];
    const text = await printed(await register(officer, days));
    expect(text).toContain('SỔ THEO DÕI HỒ SƠ');
    expect(text).toContain('ngày 01 tháng 02 năm 2024');
    const squeezed = text.replaceAll(' ', '');
    expect(squeezed.indexOf(first.code)).toBeGreaterThan(0);
    expect(squeezed.indexOf(second.code)).toBeGreaterThan(squeezed.indexOf(first.code));
    expect(squeezed).toContain('NguyễnThịThùyDương');
    const [{ count }] = (await stage.database.query(`select count(*)::integer as count from dossier`)) as [
      { count: number },
    ];
    expect(text).toContain(`Tổng số hồ sơ trong sổ: ${count}`);
    const noted = await stage.database.query(
      `select who, detail from personal_data_access where dossier_id is null and purpose = 'FORM'`,
    );
    expect(noted).toEqual([{ who: 'counter-2', detail: 'register 000.02.31.H06 2024-02-01 2024-02-01' }]);
  });

  it('of another day is empty, of another agency is forbidden, of an unknown one is refused', async () => {
    const other = await printed(await register(officer, { ...days, from: '2024-02-02', to: '2024-02-03' }));
    expect(other).toContain('Tổng số hồ sơ trong sổ: 0');
    expect((await register(officer, { ...days, agency: 'H06' })).status).toBe(403);
    expect(await refused(await register(officer, { ...days, agency: 'nobody' }))).toEqual([
      400,
      'agency-unknown',
      expect.any(String),
    ]);
    expect((await register(officer, { ...days, to: '2024-01-31' })).status).toBe(400);
  });

  it('of more dossiers than can be printed is refused before any is opened', async () => {
    await stage.database.query(`
      insert into dossier (id, code, revision, state, applicant)
        select gen_random_uuid(), 'long-' || number, 1, '{}', 'not sealed' from generate_series(1, 10001) as number;
      insert into dossier_search
        select id, '2024-03-01 03:00+00', code, null, '1.000894', '000.02.31.H06', '000.02.31.H06', 'ACCEPTED', null, '{}', ''
        from dossier where code like 'long-%'`);
    const march = { ...days, from: '2024-03-01', to: '2024-03-01' };
    expect(await refused(await register(officer, march))).toEqual([
      413,
      'register-too-long',
      expect.stringContaining('shorter period'),
    ]);
  });
});
