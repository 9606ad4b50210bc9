import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import writeWorkbook from 'write-excel-file/node';
import type { IntakeStage } from '../../../test/support/intake-stage.js';
import { BATCH_ROWS } from '../import-dossiers.js';
import { importFields } from '../reading/import-row.js';
import { fileOf, reportOf, rowsOf, startImport, type ImportRun } from './support/import-command.js';
import { on } from './support/import-rows.js';
import {
  countOf,
  expectNothingPersonal,
  openImportStage,
  UNSETTLED,
  type ImportStage,
} from './support/import-stage.js';

const SAMPLE = fileURLToPath(new URL('fixtures/import-sample.csv', import.meta.url));
const DESTROYED = fileURLToPath(new URL('fixtures/import-destroyed-by-spreadsheets.csv', import.meta.url));
const RUNBOOK = new URL('../../../../../docs/runbooks/import-dossiers.md', import.meta.url);

jest.setTimeout(120_000);

let imports: ImportStage;
let stage: IntakeStage;
let folder: string;

beforeAll(async () => {
  imports = await openImportStage();
  ({ stage, folder } = imports);
});
afterAll(async () => imports.close());

const run = (path: string, ...more: readonly string[]): Promise<ImportRun> => imports.run(path, ...more);

describe('the examples', () => {
  it('takes in the sample, and what the runbook shows as CSV and as NDJSON is the same dossiers', async () => {
    expect(await run(SAMPLE, '--report', join(folder, 'sample.report.csv'))).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('20 imported'),
    });
    const runbook = await readFile(RUNBOOK, 'utf8');
    for (const [format, totals] of [
      ['csv', '2 imported, 0 there already, 0 differ, 0 faulty'],
      ['json', '0 imported, 2 there already, 0 differ, 0 faulty'],
    ] as const) {
      const [, example] = new RegExp(`\`\`\`${format}\n(.*?)\`\`\``, 's').exec(runbook)!;
      const path = join(folder, `runbook.${format.replace('json', 'ndjson')}`);
      await writeFile(path, example!);
      expect(await run(path)).toMatchObject({ code: 0, stdout: expect.stringContaining(totals) });
    }
  });
});

describe('a dossier that leaves the calendar of its agency', () => {
  const inTime = { acceptedAt: on('01-29 08:30'), appointmentAt: on('02-01 08:30'), supplements: undefined };
  const rows = [
    { ...inTime, appointmentAt: '2028-01-05T09:00:00+07:00' },
    { ...inTime, submittedAt: '2022-12-30T08:00:00+07:00' },
    { ...inTime, supplements: `${on('01-30 09:00')}//2028-01-05T09:00:00+07:00` },
    inTime,
  ].flatMap((life, index) => rowsOf(`beyond-${index}`, 1, life));

  it('is reported as faulty in the dry run and in the run, with the last day that can be promised', async () => {
    const path = await fileOf(folder, 'beyond.ndjson', rows);
    for (const [more, good] of [
      [['--dry-run'], 'SOUND'],
      [[], 'IMPORTED'],
    ] as const) {
      expect(await run(path, ...more)).toMatchObject({ code: 1 });
      const report = await reportOf(`${path}.report.csv`);
      expect(report.map(({ outcome }) => outcome)).toEqual(['FAULTY', 'FAULTY', 'FAULTY', good]);
      expect(report[0]!.faults).toContain('The last day that can be promised is 2027-12-31.');
      expect(report[1]!.faults).toMatch(/^submittedAt .* outside the calendar "province", which holds 2023-01-01 to/);
      expect(report[2]!.faults).toMatch(/^supplements\[0\]\.respondBy .* last day that can be promised is 2027-12-31/);
    }
    expect(await countOf(stage, 'imported_dossier', 'beyond')).toBe(1);
  });

  it('is reported so as well while that calendar has not arrived', async () => {
    const path = await fileOf(folder, 'unheard.ndjson', rowsOf('unheard', 1, inTime));
    await stage.database.query(`update agency set calendar_id = 'unheard' where code = '000.02.31.H06'`);
    try {
      expect(await run(path)).toMatchObject({ code: 1 });
    } finally {
      await stage.database.query(`update agency set calendar_id = 'province' where code = '000.02.31.H06'`);
    }
    const [row] = await reportOf(`${path}.report.csv`);
    expect(row).toMatchObject({
      outcome: 'FAULTY',
      faults: expect.stringContaining('calendar "unheard" has not reached'),
    });
  });
});

describe('an import', () => {
  it('reports in a dry run the rows that stand twice in the file, however far apart', async () => {
    const rows = rowsOf('twice', BATCH_ROWS + 30).map((row, index) =>
      index === 7 ? { ...row, dossierCode: OWN } : row,
    );
    const [first, second] = [rows[1]!, rows[2]!];
    const last = { ...rows[3], externalCode: 'twice-last', dossierCode: OWN };
    const path = await fileOf(folder, 'twice.csv', [...rows, first, { ...second, partyKind: 'HOUSEHOLD' }, last]);
    const outcomes: string[][] = [];
    for (const more of [['--dry-run'], []]) {
      await run(path, ...more);
      outcomes.push((await reportOf(`${path}.report.csv`)).slice(-3).map(({ outcome }) => outcome));
    }
    expect(outcomes).toEqual([
      ['ALREADY_THERE', 'DIFFERS', 'FAULTY'],
      ['ALREADY_THERE', 'DIFFERS', 'FAULTY'],
    ]);
  });

  it('reports in a dry run what spreadsheets and old fonts destroyed, and counts the warnings', async () => {
    const report = join(folder, 'destroyed.report.csv');
    const dry = await run(DESTROYED, '--dry-run', '--report', report);
    expect(dry).toMatchObject({ code: 1, stderr: '' });
    expect(dry.stdout).toContain('1 sound, 0 there already, 0 differ, 8 faulty, 3 with a warning; row by row');
    const rows = await reportOf(report);
    expect(rows.map(({ outcome }) => outcome).join(' ')).toBe(
      'WARNING WARNING FAULTY FAULTY FAULTY FAULTY WARNING FAULTY FAULTY FAULTY FAULTY SOUND',
    );
    for (const { outcome, faults, warnings } of rows)
      expect([outcome, faults !== '', warnings !== '']).toEqual([outcome, outcome === 'FAULTY', outcome === 'WARNING']);
  });

  it('takes in a workbook with its warnings, and the same rows as CSV are there already', async () => {
    const rows = rowsOf('workbook', 30, { ...UNSETTLED, applicantPhone: '901234567' });
    const workbook = join(folder, 'workbook.xlsx');
    const cells = rows.map((row) => importFields.map((field) => (row[field] as string | undefined) ?? null));
    await writeFile(workbook, await writeWorkbook([[...importFields], ...cells], {}).toBuffer());
    const imported = await run(workbook);
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toContain('30 imported, 0 there already, 0 differ, 0 faulty, 30 with a warning');
    const again = await run(await fileOf(folder, 'workbook.csv', rows));
    expect(again.stdout).toContain('0 imported, 30 there already, 0 differ, 0 faulty, 30 with a warning');
    expect(await countOf(stage, 'dossier_search', 'workbook')).toBe(30);
  });

  it('reads standard input', async () => {
    const given = `${JSON.stringify(rowsOf('stdin', 1)[0])}\n`;
    const report = join(folder, 'stdin.report.csv');
    const parameters = ['--source', 'old-portal', '--format', 'ndjson', '--report', report, '-'];
    expect(await startImport(parameters, stage.environment, given).ended).toMatchObject({ code: 0 });
    expect(await reportOf(report)).toMatchObject([{ line: '1', externalCode: 'stdin-0', outcome: 'IMPORTED' }]);
  });

  it('repeats nothing personal, in no report and in no event', async () => {
    await expectNothingPersonal(imports, 7);
  });
});

const OWN = '000.02.31.H06-240306-0001';
