import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, startTestService } from '@motcua/testing';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';
import { AppModule } from '../../app.module.js';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const handIn = (applicant: object, more: object = {}): Promise<Answer> =>
  stage.post('/dossiers', { token: stage.officer, body: { ...submission, ...more, applicant } });

const person = (overrides: object = {}): object => ({ kind: 'CITIZEN', name: 'Người Nộp', ...overrides });

async function handedIn(overrides: object, more: object = {}): Promise<string> {
  const answer = await handIn(person(overrides), more);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body['dossierId']);
}

async function found(body: object): Promise<readonly string[]> {
  const answer = await stage.post('/dossiers/searches', { token: stage.officer, key: '', body });
  expect(answer).toMatchObject({ status: 200 });
  return (answer.body['dossiers'] as readonly { dossierId: string }[]).map(({ dossierId }) => dossierId);
}

async function applicantOf(id: string): Promise<unknown> {
  const answer = await stage.get(`/dossiers/${id}/applicant`, stage.officer);
  return ((await answer.json()) as { applicant: unknown }).applicant;
}

describe('who hands in', () => {
  it.each([
    ['name', '\u0000', /applicant\.name: It has a control character in it/],
    ['name', 'A\u0000B', /applicant\.name: It has a control character in it \(U\+0000, character 2\)\. Write it/],
    ['name', '\u200B', /applicant\.name: It has an invisible character in it \(U\+200B, character 1\)\. Delete it/],
    ['name', 'Ngu\u200Byễn', /applicant\.name: It has an invisible character in it/],
    ['name', '\u202EnễyugN', /applicant\.name: It has an invisible character in it/],
    ['name', '...', /applicant\.name: It has no letter in it\. Write the name/],
    ['name', '😀', /applicant\.name: It has no letter in it\./],
    ['name', 'An \uD800', /applicant\.name: It has half a character in it/],
    ['address', '12 Trần\nPhú', /applicant\.address: It has a control character in it/],
    ['onBehalfOf', { name: '12' }, /applicant\.onBehalfOf\.name: It has no letter in it/],
    ['phone', '0901 234 56', /applicant\.phone: It has 9 digits\. Write all 10 digits/],
    ['phone', '0901234567/0912345678', /applicant\.phone: There are 2 numbers: the one that ends in 567 and .* 678\./],
    ['idNumber', '0790840012', null],
    ['idNumber', '79084001234', /applicant\.idNumber: It has 11 digits\. Write 9 or 12 digits/],
  ])('is not written with %s %j', async (field, value, text) => {
    const count = 'select count(*) from dossier';
    const before = await stage.database.query(count);
    const answer = await handIn(person({ [field]: value }));
    if (text === null) return expect(answer.status).toBe(201);
    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    expect(answer.body['detail']).toMatch(text);
    expect(JSON.stringify(answer.body)).not.toMatch(/0912345678|79084001234/);
    expect(await stage.database.query(count)).toEqual(before);
  });

  it('is kept in one form, however it is written', async () => {
    const id = await handedIn({
      name: '  Nguyễn   Văn\u00a0Mẫu '.normalize('NFD'),
      phone: '+84 90 123 4567',
      idNumber: 'b 7654321',
      address: ' 12  Trần Phú',
    });
    expect(await applicantOf(id)).toMatchObject({
      name: 'Nguyễn Văn Mẫu',
      phone: '0901234567',
      idNumber: 'B7654321',
      address: '12 Trần Phú',
    });
  });

  it.each([
    ['phone', '0901 111 222', ['0901111222', '0901.111.222', '+84 901 111 222']],
    ['phone', '(0254) 385 6789', ['(0254) 385 6789', '02543856789', '+84 254 3856789']],
    ['idNumber', 'B1234567', ['b1234567', 'B 1234567']],
    ['idNumber', '0301234567-001', ['0301234567-001', '0301234567001', '0301234567 - 001']],
    ['idNumber', '077 090 005 555', ['077090005555', '077.090.005.555']],
    ['name', 'Ðặng Вảo', ['Đặng Bảo', 'dang bao', 'ÐẶNG BẢO', 'ｄang bao']],
  ])('with the %s %s is found as anybody writes it', async (field, value, searches) => {
    const id = await handedIn({ [field]: value });
    for (const written of searches) expect([written, await found({ [field]: written })]).toEqual([written, [id]]);
  });
});

describe('a dossier code', () => {
  it('is found in any case, that of another system too', async () => {
    const { body } = await handIn(person());
    const [id, code] = [String(body['dossierId']), String(body['dossierCode'])];
    await stage.database.query(`update dossier_search set external_code = 'Vt-2024/Ab' where dossier_id = $1`, [id]);
    expect(await found({ code: code.toLowerCase() })).toEqual([id]);
    expect(await found({ code: 'vT-2024/aB' })).toEqual([id]);
  });
});

describe('dossiers that an earlier version indexed', () => {
  it('are indexed anew by a service that starts', async () => {
    const id = await handedIn({ name: 'Trần Cũ Kỹ' });
    await stage.database.query(`update dossier_search set tokens = '{}', key_print = 'earlier' where dossier_id = $1`, [
      id,
    ]);
    const replica = await startTestService('intake', AppModule.with(stage.settings));
    try {
      await eventually(async () => expect(await found({ name: 'tran cu ky' })).toEqual([id]), 30_000);
    } finally {
      await replica.stop();
    }
  });
});

describe('a likely duplicate', () => {
  const warningsOf = ({ body }: Answer): unknown => body['warnings'];

  it('is warned of by id number, or by name and phone, and never refused', async () => {
    const twin = person({ name: 'Lê Song Sinh', phone: '0901 777 888', idNumber: '077090007777' });
    const first = await handIn(twin);
    expect([first.status, warningsOf(first)]).toEqual([201, []]);
    const code = String(first.body['dossierCode']);
    for (const same of [
      { name: 'Lê Khác Tên', idNumber: '077 090 007 777' },
      { name: 'SINH le song', phone: '+84901777888' },
    ]) {
      const answer = await handIn(person(same));
      expect(answer.status).toBe(201);
      const dossierCodes: unknown = expect.arrayContaining([code]);
      expect(warningsOf(answer)).toEqual([
        { code: 'likely-duplicate', text: expect.stringContaining(code), dossierCodes },
      ]);
    }
  });

  it('is nobody of the same name only, of another procedure, or whose dossier has ended', async () => {
    const given = { name: 'Phan Một Mình', phone: '0901777999', idNumber: '077090008888' };
    const { body } = await handIn(person(given));
    expect(warningsOf(await handIn(person({ name: given.name })))).toEqual([]);
    expect(warningsOf(await handIn(person({ phone: given.phone })))).toEqual([]);
    expect(warningsOf(await handIn(person(given), { procedureCode: '2.000635' }))).toEqual([]);
    const path = `/dossiers/${String(body['dossierId'])}/refuse`;
    const refused = await stage.post(path, { token: stage.officer, ifMatch: 1, body: { reason: 'Nộp nhầm' } });
    expect(refused.status).toBe(200);
    expect(warningsOf(await handIn(person(given)))).toEqual([]);
  });

  it('at an agency that the officer may not see is not named, and neither is any to a citizen', async () => {
    const given = person({ idNumber: '077090009999' });
    const there = { receivingAgency: '000.02.32.H06', settlingAgency: '000.02.32.H06' };
    expect((await handIn(given, there)).status).toBe(201);
    const token = await stage.issuer.token('counter', ['INTAKE_OFFICER'], submission.receivingAgency);
    const body = { ...submission, applicant: given };
    expect(warningsOf(await stage.post('/dossiers', { token, body }))).toEqual([]);
    expect(warningsOf(await handIn(given))).toMatchObject([{ code: 'likely-duplicate' }]);
    const citizen = await stage.issuer.token('citizen', ['CITIZEN']);
    const online = { ...body, channel: 'ONLINE' };
    expect(await stage.post('/dossiers', { token: citizen, body: online })).toMatchObject({
      status: 201,
      body: { warnings: [] },
    });
  });

  it('is noted as an access without the person, and the answer is the same for the same command again', async () => {
    const given = person({ name: 'Vũ Hai Lần', idNumber: '077090006666' });
    await handIn(given);
    const options = { token: stage.officer, key: 'twice-0001', body: { ...submission, applicant: given } };
    const [answer, again] = [await stage.post('/dossiers', options), await stage.post('/dossiers', options)];
    expect(again.body).toEqual(answer.body);
    const noted = await stage.database.query<{ detail: string }>(
      `select who, detail from personal_data_access where purpose = 'DUPLICATE' order by id desc limit 1`,
    );
    const [warning] = answer.body['warnings'] as { dossierCodes: string[] }[];
    expect(noted).toEqual([{ who: 'officer', detail: warning!.dossierCodes.join(' ') }]);
  });
});
