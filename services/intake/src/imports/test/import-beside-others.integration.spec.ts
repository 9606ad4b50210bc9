import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { join } from 'node:path';
import { submission, type IntakeStage } from '../../../test/support/intake-stage.js';
import { BATCH_ROWS } from '../import-dossiers.js';
import { fileOf, isFaulty, reportOf, rowsOf, type ImportRun } from './support/import-command.js';
import { on } from './support/import-rows.js';
import { countOf, openImportStage, UNSETTLED, type ImportStage } from './support/import-stage.js';

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

describe('an import', () => {
  it('and counters of the same agency and day never give one code twice', async () => {
    const day = on('03-04 09:00');
    const rows = rowsOf('race', 2 * BATCH_ROWS, { submittedAt: day, ...UNSETTLED }).map((row, index) =>
      // In the second batch, codes that the other system gave, ahead of every counter.
      index > BATCH_ROWS && index % 10 === 0 ? { ...row, dossierCode: `000.02.31.H06-240304-${4000 + index}` } : row,
    );
    const path = await fileOf(folder, 'race.csv', rows);
    let importing = true;
    const importRun = run(path).finally(() => (importing = false));
    const codes: string[] = [];
    const counter = async (): Promise<void> => {
      do {
        const body = { ...submission, happenedAt: day };
        const answer = await stage.post('/dossiers', { token: stage.officer, body });
        expect(answer.status).toBe(201);
        codes.push(String(answer.body['dossierCode']));
      } while (importing);
    };
    await Promise.all([...Array.from({ length: 10 }, counter), importRun]);
    await counter();
    const { stdout } = await importRun;
    expect(stdout).toContain(`${rows.length * 0.98} imported, 0 there already, 0 differ`);
    const given = (await reportOf(`${path}.report.csv`)).flatMap(({ dossierCode }) => dossierCode || []);
    expect(given).toContain('000.02.31.H06-240304-4510');
    expect(new Set([...codes, ...given]).size).toBe(codes.length + given.length);
    expect(Number(codes.at(-1)!.split('-').at(-1))).toBeGreaterThan(4_900);
  });

  it('beside another one of the same file shares the rows with it', async () => {
    const rows = rowsOf('both', 3 * BATCH_ROWS).filter((_, index) => !isFaulty(index));
    const path = await fileOf(folder, 'both.ndjson', rows);
    const reports = [1, 2].map((number) => join(folder, `both-${number}.report.csv`));
    const runs = await Promise.all(reports.map((report) => run(path, '--report', report)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const imported = (await Promise.all(reports.map(reportOf))).flat().filter(({ outcome }) => outcome === 'IMPORTED');
    expect(imported.map(({ externalCode }) => externalCode).sort()).toEqual(
      rows.map(({ externalCode }) => externalCode).sort(),
    );
    expect(await countOf(stage, 'dossier_history', 'both')).toBe(rows.length);
  });

  it('reports a code that another dossier has, in the database or further up in the file', async () => {
    const code = '000.02.31.H06-240305-0001';
    const at = { submittedAt: on('03-05 09:00'), ...UNSETTLED };
    const first = await fileOf(folder, 'first.csv', rowsOf('first', 1, { ...at, dossierCode: code }));
    expect(await run(first)).toMatchObject({ code: 0 });
    const second = await fileOf(folder, 'second.csv', [
      ...rowsOf('second', 1, { ...at, dossierCode: code }),
      ...rowsOf('third', 2, { ...at, dossierCode: '000.02.31.H06-240305-0002' }),
    ]);
    expect(await run(second)).toMatchObject({ code: 1 });
    const report = await reportOf(`${second}.report.csv`);
    expect(report.map(({ outcome }) => outcome)).toEqual(['FAULTY', 'IMPORTED', 'FAULTY']);
    expect(report[2]!.faults).toBe(
      'dossierCode "000.02.31.H06-240305-0002": Another dossier has this code. Correct the code, or leave it empty: the dossier then gets a new one.',
    );
  });
});
