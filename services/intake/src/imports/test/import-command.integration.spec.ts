import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dossierEvents, DossierImportedV1, type DossierStateV1 } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import type { IntakeStage } from '../../../test/support/intake-stage.js';
import { BATCH_ROWS } from '../import-dossiers.js';
import { fileOf, isFaulty, reportOf, rowsOf, type ImportRun } from './support/import-command.js';
import {
  countOf,
  everything,
  expectNothingPersonal,
  hold,
  openImportStage,
  someoneWaits,
  type ImportStage,
} from './support/import-stage.js';

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

describe.each(['csv', 'ndjson'] as const)('an import from %s', (format) => {
  const ROWS = 2_600;
  const given = rowsOf(format, ROWS);
  const sound = given.filter((_, index) => !isFaulty(index)).length;
  let path: string;

  beforeAll(async () => {
    path = await fileOf(folder, `${format}.${format}`, given);
  });

  it('reports in a dry run what would become of each row, and writes nothing', async () => {
    const before = await everything(stage);
    const dry = await run(path, '--dry-run');
    expect(dry).toMatchObject({ code: 1, stderr: '' });
    expect(dry.stdout).toBe(
      `import: dry run, nothing was written: ${sound} sound, 0 there already, 0 differ, ${ROWS - sound} faulty; row by row in ${path}.report.csv\n`,
    );
    const report = await reportOf(`${path}.report.csv`);
    expect(report.map(({ outcome }) => outcome)).toEqual(
      given.map((_, index) => (isFaulty(index) ? 'FAULTY' : 'SOUND')),
    );
    expect(await everything(stage)).toEqual(before);
  });

  it('killed just before it commits and started again has each row in once, and publishes each once', async () => {
    // The first three batches are in; the fourth has written all but its last table.
    const held = await hold(stage, `${format}-${3 * BATCH_ROWS + 100}`);
    const killed = imports.start(path);
    await eventually(() => someoneWaits(stage), 60_000);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBeNull();
    await held.letGo();
    const taken = 3 * BATCH_ROWS * 0.98;
    expect(await countOf(stage, 'imported_dossier', format)).toBe(taken);

    const again = await run(path);
    expect(again).toMatchObject({ code: 1, stderr: '' });
    expect(again.stdout).toContain(
      `import: done: ${sound - taken} imported, ${taken} there already, 0 differ, ${ROWS - sound} faulty;`,
    );
    for (const table of ['imported_dossier', 'dossier_history', 'dossier_search']) {
      expect([table, await countOf(stage, table, format)]).toEqual([table, sound]);
    }
    const dossiers = await stage.database.query<{ id: string; external_code: string; revision: number }>(
      `select id, state ->> 'externalCode' as external_code, revision from dossier
       where state ->> 'externalCode' like $1`,
      [`${format}-%`],
    );
    const expected = given.filter((_, index) => !isFaulty(index)).map(({ externalCode }) => externalCode);
    expect(dossiers.map((row) => row.external_code).sort()).toEqual(expected.sort());
    expect(dossiers.every(({ revision }) => revision === 1)).toBe(true);

    await everything(stage);
    const published = (await stage.topics.events<DossierStateV1>(dossierEvents.topic)).filter(({ state }) =>
      state.externalCode?.startsWith(`${format}-`),
    );
    expect(published.map(({ subject }) => subject).sort()).toEqual(dossiers.map(({ id }) => id).sort());
    expect(new Set(published.map(({ type }) => type))).toEqual(new Set([DossierImportedV1.type]));
  });

  it('reports each line of the file with the code that its dossier has, or with all of its faults', async () => {
    const report = await reportOf(`${path}.report.csv`);
    const firstLine = format === 'csv' ? 2 : 1;
    expect(report.map(({ line }) => Number(line))).toEqual(given.map((_, index) => index + firstLine));
    const codes = await stage.database.query<{ external: string; code: string }>(
      `select external_code as external, code from dossier_search where external_code like $1`,
      [`${format}-%`],
    );
    const codeOf = new Map(codes.map(({ external, code }) => [external, code]));
    for (const { externalCode, outcome, dossierCode } of report) {
      expect([outcome === 'FAULTY', dossierCode]).toEqual([!codeOf.has(externalCode), codeOf.get(externalCode) ?? '']);
    }
    const [fields, life] = report.filter(({ outcome }) => outcome === 'FAULTY');
    expect(fields!.faults).toMatch(/^channel "PIGEON": .* \| submittedAt "29\/01\/2024": /);
    expect(life!.faults).toMatch(
      /^result: The dossier is completed without a result\. .* \| procedureCode "9\.999999": /,
    );
  });

  it('changes nothing the second time', async () => {
    const before = await everything(stage);
    const again = await run(path);
    expect(again).toMatchObject({ code: 1 });
    expect(again.stdout).toContain(`0 imported, ${sound} there already, 0 differ, ${ROWS - sound} faulty`);
    expect(await everything(stage)).toEqual(before);
  });

  it('reports which rows differ now, from whichever source, and leaves their dossiers as they are', async () => {
    const changed = given
      .slice(0, 3)
      .map((row, index) => (index === 1 ? { ...row, applicantName: 'Trần Canary' } : row));
    const file = await fileOf(folder, `changed.${format}`, changed);
    const before = await everything(stage);
    const again = await run(file, '--source', 'other-portal');
    expect(again).toMatchObject({ code: 1 });
    expect(again.stdout).toContain('0 imported, 2 there already, 1 differ, 0 faulty');
    const report = await reportOf(`${file}.report.csv`);
    expect(report[1]).toMatchObject({
      externalCode: `${format}-1`,
      outcome: 'DIFFERS',
      faults: expect.stringMatching(
        /^externalCode .* was taken in from old-portal with other content\. An import changes/,
      ),
    });
    expect(await everything(stage)).toEqual(before);
  });

  it('is found by name, goes on at the counter, and keeps the appointment of the other system', async () => {
    const answer = await stage.post('/dossiers/searches', {
      token: stage.officer,
      key: '',
      body: { code: `${format}-1`, name: 'canary nguyen' },
    });
    const [found] = answer.body['dossiers'] as readonly { dossierId: string }[];
    const path = `/dossiers/${found!.dossierId}`;
    const completed = await stage.post(`${path}/complete`, { token: stage.officer, ifMatch: 1 });
    expect(completed).toMatchObject({
      status: 200,
      body: { status: 'COMPLETED', appointmentAt: '2024-02-01T01:30:00.000Z' },
    });
  });

  it('repeats nothing personal, in no report and in no event', async () => {
    await expectNothingPersonal(imports, 2);
  });
});
