import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { readFileSync } from 'node:fs';
import { DataSource } from 'typeorm';
import { intakeMigrations } from '../../migrations.js';
import type { CatalogueFiles } from '../files/plan-import.js';
import { seedCatalogue } from '../seed-catalogue.js';
import { importCatalogue, readStoredCatalogue, type CatalogueImport } from '../write-catalogue.js';

const today = '2026-01-01';
const AGENCIES = 'code,name,kind,parent,calendarId,validFrom,validUntil,successor\n';

const deliveredText = (name: string): string =>
  readFileSync(new URL(`../../../catalogue/${name}`, import.meta.url), 'utf8');
const fileOf = (name: string, text = deliveredText(name)) => ({ name, bytes: new TextEncoder().encode(text) });
const province: CatalogueFiles = { agencies: fileOf('agencies.csv'), procedures: fileOf('procedures.csv') };

let database: FreshDatabase;
let dataSource: DataSource;

beforeEach(async () => {
  database = await freshDatabase({ migrations: intakeMigrations, grants: [] });
  dataSource = await new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
}, 60_000);
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
}, 60_000);

async function counts(): Promise<readonly number[]> {
  const [row] = await database.query<{ agencies: number; procedures: number }>(
    'select (select count(*)::int from agency) as agencies, (select count(*)::int from procedure) as procedures',
  );
  return [row!.agencies, row!.procedures];
}

const summaryOf = ({ outcome, faults, agencies, procedures }: CatalogueImport) => ({
  outcome,
  faults: faults.length,
  agencies: [agencies.added.length, agencies.changed.length, agencies.unchanged],
  procedures: [procedures.added.length, procedures.changed.length, procedures.unchanged],
});

describe('an import', () => {
  it('writes what the files say, so that it can be read again', async () => {
    const imported = await importCatalogue(dataSource, province, { today });
    expect(imported.outcome).toBe('IMPORTED');
    const stored = await readStoredCatalogue(dataSource.manager);
    const inOrder = <Row>(rows: readonly Row[]): readonly Row[] =>
      rows.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
    expect(inOrder(stored.agencies)).toEqual(inOrder(imported.agencies.added));
    expect(inOrder(stored.procedures)).toEqual(inOrder(imported.procedures.added));
    const none = await database.query('select from procedure where time_limit is null and fee is null');
    expect(none).not.toHaveLength(0);
  });

  it('changes nothing the second time', async () => {
    const first = await importCatalogue(dataSource, province, { today });
    const second = await importCatalogue(dataSource, province, { today });
    const { agencies, procedures } = first;
    expect(summaryOf(second)).toEqual({
      outcome: 'IMPORTED',
      faults: 0,
      agencies: [0, 0, agencies.added.length],
      procedures: [0, 0, procedures.added.length],
    });
  });

  it('writes nothing in a dry run, which answers what it then does', async () => {
    await importCatalogue(
      dataSource,
      { agencies: fileOf('first.csv', `${AGENCIES}H06,Tỉnh Bà Rịa - Vũng Tàu,PROVINCE,,province,2022-01-01,,`) },
      { today },
    );
    const dry = await importCatalogue(dataSource, province, { today, dryRun: true });
    expect(dry.outcome).toBe('DRY_RUN');
    expect(await counts()).toEqual([1, 0]);
    const real = await importCatalogue(dataSource, province, { today });
    expect({ ...real, outcome: 'DRY_RUN' }).toEqual(dry);
    expect(real.agencies.unchanged).toBe(1);
    expect(await counts()).toEqual([real.agencies.added.length + 1, real.procedures.added.length]);
  });

  it('writes nothing at all when one row of one file has a fault, in a dry run too', async () => {
    const files = {
      ...province,
      procedures: fileOf('procedures.csv', deliveredText('procedures.csv').replace('PAUSE', 'WAIT')),
    };
    for (const dryRun of [true, false]) {
      const refused = await importCatalogue(dataSource, files, { today, dryRun });
      expect(refused).toMatchObject({
        outcome: 'REFUSED',
        faults: [{ line: 2, column: 'clockPolicy', value: 'WAIT' }],
      });
      expect(await counts()).toEqual([0, 0]);
    }
  });

  it('is taken back whole when the database refuses a row', async () => {
    await database.query(`alter table procedure add check (code <> '1.004222')`);
    await expect(importCatalogue(dataSource, province, { today })).rejects.toThrow('violates check constraint');
    expect(await counts()).toEqual([0, 0]);
  });

  it('waits for one beside it, and finds its rows', async () => {
    const imports = await Promise.all([1, 2, 3].map(() => importCatalogue(dataSource, province, { today })));
    const added = imports.map(({ agencies }) => agencies.added.length).toSorted((left, right) => left - right);
    expect(added).toEqual([0, 0, (await counts())[0]]);
  });

  it('ends agencies and corrects names in the rows that are there', async () => {
    await importCatalogue(dataSource, province, { today });
    const text = deliveredText('procedures.csv').replace('Đăng ký khai tử,', 'Đăng ký việc khai tử,');
    const inspection = '000.00.19.H06,Thanh tra tỉnh,DEPARTMENT,H06,province,2022-01-01,2026-06-30,000.00.01.H06';
    const files = { agencies: fileOf('end.csv', AGENCIES + inspection), procedures: fileOf('procedures.csv', text) };
    const imported = await importCatalogue(dataSource, files, { today });
    expect(summaryOf(imported)).toMatchObject({
      outcome: 'IMPORTED',
      agencies: [0, 1, 0],
      procedures: [0, 1, expect.any(Number)],
    });
    expect(await database.query(`select name from procedure where code = '1.000656'`)).toEqual([
      { name: 'Đăng ký việc khai tử' },
    ]);
    expect(
      await database.query(
        `select valid_until::text as until, successor from agency where valid_until is not null and code = '000.00.19.H06'`,
      ),
    ).toEqual([{ until: '2026-06-30', successor: '000.00.01.H06' }]);
  });

  it('fills in the rows of the first edition of the catalogue', async () => {
    await database.query(
      `insert into procedure (code, version, name, field, online_level, time_limit, online_time_limit, clock_policy, fee,
         result_on_paper, steps, components, valid_from) values
       ('2.000635', 1, 'Cấp bản sao trích lục hộ tịch', 'Hộ tịch', 'FULL_ONLINE',
         '{"amount": 1, "unit": "WORKING_DAY", "countingMode": "HOUR_EXACT"}', null, 'PAUSE',
         '{"amountVnd": 8000, "collection": "PREPAID"}', true, '[]', '[]', '2022-01-01'),
       ('1.000656', 1, 'Đăng ký khai tử', 'Hộ tịch', 'PARTIAL_ONLINE',
         '{"amount": 1, "unit": "WORKING_DAY", "countingMode": "DAY_END"}', null, 'PAUSE', 'null', true, '[]', '[]', '2022-01-01')`,
    );
    const imported = await importCatalogue(dataSource, province, { today });
    expect(summaryOf(imported)).toMatchObject({ outcome: 'IMPORTED', procedures: [expect.any(Number), 2, 0] });
    const again = await importCatalogue(dataSource, province, { today });
    expect(again.procedures).toMatchObject({ added: [], changed: [] });
  });
});

describe('the seed of the migration', () => {
  it('fills an empty catalogue, and leaves one alone that others have imported into', async () => {
    await seedCatalogue(dataSource);
    const seeded = await counts();
    expect(seeded[0]).toBeGreaterThan(118);
    await database.query(`update procedure set name = 'Khai tử' where code = '1.000656'`);
    await database.query(`delete from procedure where code = '1.001193'`);
    await seedCatalogue(dataSource);
    expect(await counts()).toEqual([seeded[0], seeded[1]! - 1]);
    expect(await database.query(`select name from procedure where code = '1.000656'`)).toEqual([{ name: 'Khai tử' }]);
  });
});
