import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { intakeMigrations } from '../../migrations.js';

const COMMAND = fileURLToPath(new URL('../../../dist/catalogue-command.js', import.meta.url));
const PROCEDURES = fileURLToPath(new URL('../../../catalogue/procedures.csv', import.meta.url));
const AGENCIES = fileURLToPath(new URL('../../../catalogue/agencies.csv', import.meta.url));
const both = ['--agencies', AGENCIES, '--procedures', PROCEDURES];

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  database = await freshDatabase({ migrations: intakeMigrations, grants: [] });
}, 60_000);
afterAll(async () => {
  await Promise.all([database.drop(), rm(folder, { recursive: true })]);
}, 60_000);

interface Run {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (parameters: readonly string[], ownerUrl: string | undefined = database.ownerUrl): Promise<Run> =>
  new Promise((resolve) => {
    const env = ownerUrl === '' ? {} : { DATABASE_OWNER_URL: ownerUrl };
    execFile(process.execPath, ['--no-warnings', COMMAND, ...parameters], { env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });

const stored = async (): Promise<number> => (await database.query('select from agency')).length;

describe('the catalogue command', () => {
  it('prints in a dry run what the import then does, and writes nothing', async () => {
    const dry = await run([...both, '--dry-run']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(dry.stdout).toMatch(/^Agencies: \d+ added, 0 changed, 0 unchanged$/m);
    expect(dry.stdout).toContain('  + 000.00.31.H06 from 2022-01-01  Thành phố Vũng Tàu');
    expect(dry.stdout).toContain('catalogue: dry run, nothing was written');
    expect(await stored()).toBe(0);
    const real = await run(both);
    expect(real).toMatchObject({ code: 0, stderr: '' });
    expect(real.stdout.split('\n').slice(0, -2)).toEqual(dry.stdout.split('\n').slice(0, -2));
    expect(real.stdout).toMatch(/catalogue: imported\n$/);
    expect(await stored()).toBeGreaterThan(118);
    expect((await run(both)).stdout).toMatch(/^Procedures: 0 added, 0 changed, \d+ unchanged$/m);
  }, 60_000);

  it('prints every fault with its place and its remedy, and ends with 1', async () => {
    const path = join(folder, 'agencies.csv');
    const header = 'code,name,kind,parent,calendarId,validFrom,validUntil,successor';
    await writeFile(
      path,
      `${header}\nH06.1,Sở,SECTION,H07,province,2022-01-01,,\nH06.2,Sở,DEPARTMENT,H08,province,2022-01-01,,\n`,
    );
    const before = await stored();
    expect(await run(['--agencies', path])).toEqual({
      code: 1,
      stderr: '',
      stdout: [
        'agencies.csv, line 2, column kind, "SECTION": The word is not known. Write PROVINCE, DEPARTMENT, DISTRICT, COMMUNE or LAND_BRANCH.',
        'agencies.csv, line 3, column parent, "H08": No agency has this code. Correct the code, or add that agency in a row of its own.',
        'catalogue: 2 faults, nothing was written',
        '',
      ].join('\n'),
    });
    expect(await stored()).toBe(before);
  }, 60_000);

  it.each([
    ['no file is named', () => run([]), 'Usage: '],
    ['an option is unknown', () => run(['--agency', AGENCIES]), "Unknown option '--agency'"],
    ['a file is not there', () => run(['--agencies', join(folder, 'none.csv')]), 'ENOENT'],
    ['the owner is not named', () => run(both, ''), 'Set DATABASE_OWNER_URL'],
    ['nothing answers as the database', () => run(both, 'postgres://nobody@127.0.0.1:1/none'), 'ECONNREFUSED'],
  ])(
    'ends with 2 when %s',
    async (_name, started, text) => {
      const { code, stdout, stderr } = await started();
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(text);
    },
    60_000,
  );
});
