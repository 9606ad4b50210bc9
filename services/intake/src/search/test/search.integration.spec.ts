import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newDossierId } from '@motcua/kernel';
import { openIntakeStage, submission, type Answer, type IntakeStage } from '../../../test/support/intake-stage.js';
import { foundIn, handIn as handInAt, idsOf, type Found } from './support/found.js';

const COMMUNE = submission.receivingAgency;
const DEPARTMENT = '000.00.16.H06';
const OTHER_COMMUNE = '000.02.32.H06';

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const handIn = (overrides?: object, person?: object) => handInAt(stage, overrides, person);
const ask = (body: object, token = stage.officer): Promise<Answer> =>
  stage.post('/dossiers/searches', { token, key: '', body });

const found = async (body: object, token = stage.officer): Promise<readonly Found[]> =>
  foundIn(await ask({ limit: 200, ...body }, token));

describe('a search by ids', () => {
  it('finds these dossiers and no other one, as far as who asks may see them', async () => {
    const [one, other] = [await handIn(), await handIn()];
    await handIn();
    expect(new Set(idsOf(await found({ ids: [one.id, other.id, newDossierId()] })))).toEqual(
      new Set([one.id, other.id]),
    );
    const stranger = await stage.issuer.token('stranger', ['INTAKE_OFFICER'], OTHER_COMMUNE);
    expect(await found({ ids: [one.id] }, stranger)).toEqual([]);
  });

  it('is refused without one, with something else, and with more than a hundred', async () => {
    for (const ids of [[], ['x'], Array.from({ length: 101 }, newDossierId)])
      expect(await ask({ ids })).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
  });
});

describe('a search by person', () => {
  let id: string;

  beforeAll(async () => {
    ({ id } = await handIn({}, { name: 'Nguyễn Thị Đậu', phone: '+84907654321', idNumber: '079190007654' }));
    await handIn({}, { name: 'Nguyễn Văn Tửu', phone: '0790076543', idNumber: '090765432100' });
  });

  it.each(['nguyen dau', 'Nguyễn Thị Đậu', 'ĐẬU nguyen', 'đâu THI nguyên', 'Nguyễn Thị Đậu'.normalize('NFD')])(
    'finds Nguyễn Thị Đậu by "%s"',
    async (name) => {
      expect(idsOf(await found({ name }))).toEqual([id]);
    },
  );

  it.each(['ngu', 'nguyen dau lan', 'nguyendau', 'da'])('finds nobody by "%s": words are whole', async (name) => {
    expect(await found({ name })).toEqual([]);
  });

  it.each(['0907654321', '0907 654 321', '+84 907.654.321', '84907654321'])('finds a phone by "%s"', async (phone) => {
    expect(idsOf(await found({ phone }))).toEqual([id]);
  });

  it('finds an id number whole and never a phone of the same digits', async () => {
    expect(idsOf(await found({ idNumber: '079190007654' }))).toEqual([id]);
    expect(await found({ idNumber: '07919000765' })).toEqual([]);
    expect(await found({ idNumber: '0907654321' })).toEqual([]);
    expect(await found({ phone: '079190007654' })).toEqual([]);
  });

  it('needs all terms to be met', async () => {
    expect(idsOf(await found({ name: 'dau', phone: '0907654321' }))).toEqual([id]);
    expect(await found({ name: 'tuu', phone: '0907654321' })).toEqual([]);
  });

  it('answers nothing personal, leaves nothing readable in the index, and is noted without the person', async () => {
    const answer = await ask({ name: 'nguyen dau', phone: '0907654321' });
    expect(JSON.stringify(answer.body)).not.toMatch(/Nguy|Đậu|654321|079190007654/);
    const rows = await stage.database.query<{ row: string }>(
      'select search::text as row from dossier_search as search',
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/nguy|dau\b|đậu|907654321|079190007654/i);
    const [noted] = await stage.database.query<object>('select * from personal_data_access order by id desc limit 1');
    expect(noted).toMatchObject({ who: 'officer', dossier_id: null, purpose: 'SEARCH', detail: 'name phone' });
  });

  it('is not noted when it is for no person', async () => {
    const count = 'select count(*) from personal_data_access';
    const before = await stage.database.query(count);
    await found({ states: ['SUBMITTED'] });
    expect(await stage.database.query(count)).toEqual(before);
  });
});

describe('a search by what a dossier is', () => {
  it('finds it by its code, by the beginning of the code, and by its code in a former system', async () => {
    const { id, code } = await handIn();
    expect(idsOf(await found({ code }))).toEqual([id]);
    expect(idsOf(await found({ code: code.slice(0, -1) }))).toContain(id);
    expect(await found({ code: code.slice(1) })).toEqual([]);
    expect(await found({ code: '%' })).toEqual([]);
    expect(await found({ code: code.replace(/.$/, '_') })).toEqual([]);
    await stage.database.query(`update dossier_search set external_code = 'H06.15-240129-77' where dossier_id = $1`, [
      id,
    ]);
    expect(idsOf(await found({ code: 'H06.15-240129-77' }))).toEqual([id]);
    expect(await found({ code: 'H06.15-240129-7' })).toEqual([]);
  });

  it('finds it by procedure, by agency and by an agency above', async () => {
    const { id } = await handIn({ procedureCode: '2.000635', settlingAgency: DEPARTMENT });
    expect(idsOf(await found({ procedure: '2.000635' }))).toEqual([id]);
    expect(idsOf(await found({ procedure: '2.000635', agency: COMMUNE }))).toEqual([id]);
    expect(idsOf(await found({ procedure: '2.000635', agency: 'H06' }))).toEqual([id]);
    expect(idsOf(await found({ agency: DEPARTMENT }))).toEqual([id]);
    expect(await found({ agency: OTHER_COMMUNE })).toEqual([]);
  });

  it('finds it by an agency that lies within, beside or above those whose dossiers may be seen', async () => {
    const name = 'Người Qua Lại';
    const own = await handIn({}, { name });
    const shared = await handIn({ settlingAgency: DEPARTMENT }, { name });
    await handIn({ receivingAgency: OTHER_COMMUNE, settlingAgency: DEPARTMENT }, { name });
    const foundBy = async (body: object, at = COMMUNE): Promise<readonly string[]> =>
      idsOf(await found({ name, ...body }, await stage.issuer.token('somebody', ['CASE_OFFICER'], at)));
    expect(await foundBy({ agency: COMMUNE })).toEqual([shared.id, own.id]);
    expect(await foundBy({ agency: 'H06' })).toEqual([shared.id, own.id]);
    expect(await foundBy({ agency: DEPARTMENT })).toEqual([shared.id]);
    expect(await foundBy({ agency: OTHER_COMMUNE })).toEqual([]);
    expect(await foundBy({ agency: OTHER_COMMUNE }, DEPARTMENT)).toHaveLength(1);
    expect(await foundBy({ agency: DEPARTMENT, code: `${COMMUNE}-` })).toEqual([shared.id]);
    expect(await foundBy({ code: `${OTHER_COMMUNE}-` })).toEqual([]);
    expect(await foundBy({ code: `${COMMUNE}-`, limit: 1 })).toEqual([shared.id]);
  });

  it('finds it by the local days on which it was handed in, both included', async () => {
    const late = await handIn({ happenedAt: '2024-02-01T23:59:59+07:00' });
    const early = await handIn({ happenedAt: '2024-02-02T00:00:00+07:00' });
    expect(idsOf(await found({ from: '2024-02-01', to: '2024-02-01' }))).toEqual([late.id]);
    expect(idsOf(await found({ from: '2024-02-02' }))).toEqual([early.id]);
    expect(idsOf(await found({ from: '2024-02-01', to: '2024-02-02' }))).toEqual([early.id, late.id]);
  });

  it('follows state, officer and settling agency as commands move them', async () => {
    const { id, code } = await handIn();
    const command = async (name: string, ifMatch: number, body: object): Promise<void> => {
      const happenedAt = `2024-01-30T0${ifMatch}:00:00Z`;
      const options = { token: stage.officer, ifMatch, body: { happenedAt, ...body } };
      expect(await stage.post(`/dossiers/${id}/${name}`, options)).toMatchObject({ status: 200 });
    };
    expect(idsOf(await found({ code, states: ['SUBMITTED', 'RETURNED'] }))).toEqual([id]);
    await command('accept', 1, {});
    expect(await found({ code, states: ['SUBMITTED'] })).toEqual([]);
    expect(await found({ code, states: ['ACCEPTED'] })).toMatchObject([
      { dossierId: id, status: 'ACCEPTED', revision: 2 },
    ]);
    await command('assign', 2, { officer: 'officer-of-the-case' });
    expect(idsOf(await found({ officer: 'officer-of-the-case' }))).toEqual([id]);
    await command('transfer', 3, { settlingAgency: DEPARTMENT, reason: 'Không thuộc thẩm quyền' });
    expect(await found({ officer: 'officer-of-the-case' })).toEqual([]);
    expect(idsOf(await found({ code, agency: DEPARTMENT }))).toEqual([id]);
  });
});

describe('what officers see', () => {
  it('are dossiers that agencies at or below theirs receive or settle; others are simply not found', async () => {
    const { id, code } = await handIn({ settlingAgency: DEPARTMENT });
    const seenBy = async (role: string, agency: string): Promise<readonly string[]> =>
      idsOf(await found({ code }, await stage.issuer.token('somebody', [role], agency)));
    expect(await seenBy('INTAKE_OFFICER', COMMUNE)).toEqual([id]);
    expect(await seenBy('CASE_OFFICER', DEPARTMENT)).toEqual([id]);
    expect(await seenBy('LEADER', 'H06')).toEqual([id]);
    expect(await seenBy('SUPERVISOR', OTHER_COMMUNE)).toEqual([]);
  });

  it('is nothing at all without a role of staff', async () => {
    const { code } = await handIn();
    const token = await stage.issuer.token('citizen', ['CITIZEN', 'BACKDATER']);
    expect(await ask({ code }, token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

describe('pages', () => {
  it('hold every dossier once, newest first, while others are handed in', async () => {
    const name = 'Phạm Trang Giấy';
    const ids: string[] = [];
    let newest = '';
    for (let count = 0; count < 23; count += 1) {
      const { id, happenedAt } = await handIn({}, { name });
      ids.unshift(id);
      newest = happenedAt;
    }
    const met: string[] = [];
    let cursor: unknown;
    do {
      const { body } = await ask({ name, limit: 5, ...(cursor ? { cursor } : {}) });
      met.push(...idsOf(body['dossiers'] as readonly Found[]));
      cursor = body['next'];
      // One that is newer than all, and one among those of the pages that are through.
      await handIn({}, { name });
      await handIn({ happenedAt: new Date(Date.parse(newest) - 30_000).toISOString() }, { name });
    } while (cursor);
    expect(met.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(met).size).toBe(met.length);
  });

  it('go through dossiers of the same instant', async () => {
    const name = 'Võ Đồng Thời';
    const happenedAt = '2024-01-31T10:00:00+07:00';
    const ids = await Promise.all(Array.from({ length: 7 }, async () => (await handIn({ happenedAt }, { name })).id));
    const met: string[] = [];
    let cursor: unknown;
    do {
      const { body } = await ask({ name, limit: 2, ...(cursor ? { cursor } : {}) });
      met.push(...idsOf(body['dossiers'] as readonly Found[]));
      cursor = body['next'];
    } while (cursor);
    expect(met).toEqual(ids.toSorted().toReversed());
  });
});

describe('bad searches get problem details', () => {
  it.each([
    ['a word of signs', { name: '-!-' }, 'request-invalid'],
    ['too many words', { name: 'a b c d e f g h i j k l m' }, 'request-invalid'],
    ['a piece of a phone', { phone: '0901' }, 'request-invalid'],
    ['a phone of letters', { phone: 'call me' }, 'request-invalid'],
    ['a piece of an id number', { idNumber: '0770' }, 'request-invalid'],
    ['an unknown state', { states: ['LOST'] }, 'request-invalid'],
    ['an undeclared field', { applicant: 'Bình' }, 'request-invalid'],
    ['days out of order', { from: '2024-02-02', to: '2024-02-01' }, 'request-invalid'],
    ['no day', { from: '2024-02-30' }, 'request-invalid'],
    ['an empty page', { limit: 0 }, 'request-invalid'],
    ['a page too long', { limit: 201 }, 'request-invalid'],
    ['a made-up cursor', { cursor: 'abc' }, 'cursor-invalid'],
    ['an unknown agency', { agency: newDossierId().slice(0, 30) }, 'agency-unknown'],
  ])('%s', async (_, body, code) => {
    expect(await ask(body)).toMatchObject({
      status: 400,
      contentType: 'application/problem+json; charset=utf-8',
      body: { code },
    });
  });

  it('that do not repeat what was asked', async () => {
    const { body } = await ask({ phone: 'Nguyễn 12345' });
    expect(JSON.stringify(body)).not.toMatch(/Nguyễn|12345/);
  });
});
