import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '@motcua/testing';
import {
  openIntakeStage,
  post,
  submission,
  type Answer,
  type IntakeStage,
} from '../../../test/support/intake-stage.js';
import { AppModule } from '../../app.module.js';
import { parseNationalCode } from '../../imports/index.js';
import { dossierCode } from '../domain/submission.js';

/** In the form of QCVN 102:2016, and in that of Decision 20/2020/QĐ-TTg. */
const COMMUNE = '000.02.31.H06';
const DEPARTMENT = 'H06.17';

let stage: IntakeStage;
let replica: TestService;

beforeAll(async () => {
  stage = await openIntakeStage();
  await stage.database.query(
    `insert into agency (code, name, kind, parent, valid_from) values ($1, 'Sở mới', 'DEPARTMENT', 'H06', '2022-01-01')`,
    [DEPARTMENT],
  );
  replica = await startTestService('intake', AppModule.with(stage.settings));
}, 90_000);
afterAll(async () => {
  await replica.stop();
  await stage.close();
}, 60_000);

/** Hands in a dossier at one of the two replicas. */
async function handIn(index: number, receivingAgency: string, happenedAt: string, more: object = {}): Promise<Answer> {
  const { url } = index % 2 === 0 ? stage.service : replica;
  const body = { ...submission, receivingAgency, happenedAt, ...more };
  return post(`${url}/dossiers`, { token: stage.officer, body });
}

const codesOf = (answers: readonly Answer[]): readonly string[] =>
  answers.filter(({ status }) => status === 201).map(({ body }) => String(body['dossierCode']));

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(4, '0')}`);

describe('the code of a dossier', () => {
  it('counts densely for each agency and local day, whichever of 200 counters asks which replica around midnight', async () => {
    const moments = [
      ['240129', '2024-01-29T23:59:59.999+07:00'],
      ['240130', '2024-01-30T00:00:00+07:00'],
      ['240130', '2024-01-29T17:00:00.001Z'],
      ['240129', '2024-01-29T16:59:59Z'],
      ['240130', '2024-01-30T23:59:59.999+07:00'],
    ] as const;
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        handIn(index, index % 4 < 2 ? COMMUNE : DEPARTMENT, moments[index % moments.length]![1]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    for (const [index, { body }] of answers.entries()) {
      const [day] = moments[index % moments.length]!;
      expect(body['dossierCode']).toMatch(new RegExp(`^${body['receivingAgency']}-${day}-\\d{4}$`));
    }
    expect([...codesOf(answers)].sort()).toEqual([
      ...numbered(`${COMMUNE}-240129`, 40),
      ...numbered(`${COMMUNE}-240130`, 60),
      ...numbered(`${DEPARTMENT}-240129`, 40),
      ...numbered(`${DEPARTMENT}-240130`, 60),
    ]);
  }, 60_000);

  it('does not use up the number of a command that came to nothing', async () => {
    await stage.database.query(
      `create function refuse() returns trigger language plpgsql as $$
       begin if new.state ->> 'channel' = 'POSTAL' then raise exception 'refused'; end if; return new; end $$;
       create trigger refuse before insert on dossier for each row execute function refuse()`,
    );
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        handIn(index, COMMUNE, '2024-01-31T09:00:00+07:00', { channel: index % 4 === 3 ? 'POSTAL' : 'IN_PERSON' }),
      ),
    );
    await stage.database.query('drop trigger refuse on dossier');
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(10);
    expect([...codesOf(answers)].sort()).toEqual(numbered(`${COMMUNE}-240131`, 30));
  }, 60_000);

  it('is the same when the same command comes again, at either replica', async () => {
    const options = {
      token: stage.officer,
      key: 'twice',
      body: { ...submission, receivingAgency: COMMUNE, happenedAt: '2024-02-01T09:00:00+07:00' },
    };
    const urls = [stage.service.url, replica.url, stage.service.url, replica.url];
    const answers = await Promise.all(urls.map((url) => post(`${url}/dossiers`, options)));
    expect(codesOf(answers)).toEqual(urls.map(() => `${COMMUNE}-240201-0001`));
  });

  it('has more than four digits when a day has more than 9999 dossiers', async () => {
    await stage.database.query('insert into dossier_sequence values ($1, $2, 9997)', [DEPARTMENT, '2024-02-02']);
    const answers = await Promise.all(
      [0, 1, 2, 3].map((index) => handIn(index, DEPARTMENT, '2024-02-02T09:00:00+07:00')),
    );
    expect([...codesOf(answers)].sort()).toEqual([
      `${DEPARTMENT}-240202-10000`,
      `${DEPARTMENT}-240202-10001`,
      `${DEPARTMENT}-240202-9998`,
      `${DEPARTMENT}-240202-9999`,
    ]);
  });

  it.each([
    ['000.00.17.H06', '2024-01-27', 1, '000.00.17.H06-240127-0001'],
    ['H06.17', '2024-01-27', 1, 'H06.17-240127-0001'],
    ['H06', '2099-12-31', 9_999, 'H06-991231-9999'],
    ['000.00.17.H06', '2024-02-29', 123_456, '000.00.17.H06-240229-123456'],
  ])('of %s on %s with number %d is %s, and can be read again', (agency, day, number, code) => {
    expect(dossierCode(agency, day, number)).toBe(code);
    expect(parseNationalCode(code)).toEqual({ agency, day, number });
  });
});
