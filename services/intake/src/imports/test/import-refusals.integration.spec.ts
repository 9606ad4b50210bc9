import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { IntakeStage } from '../../../test/support/intake-stage.js';
import { startImport, type ImportRun } from './support/import-command.js';
import { openImportStage, type ImportStage } from './support/import-stage.js';

const SAMPLE = fileURLToPath(new URL('fixtures/import-sample.csv', import.meta.url));

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
  it.each<[string, () => Promise<ImportRun>, RegExp]>([
    ['no file is named', () => run(''), /^Usage: .*--source NAME/s],
    ['a file is not there', () => run(join(folder, 'none.csv')), /ENOENT/],
    ['the format is not known', () => run(join(folder, 'dossiers.txt')), /^Usage: /],
    [
      'the header lacks columns',
      () => wrote('header.csv', 'a,b\nx,y\n'),
      /The first line must name the columns: externalCode is missing/,
    ],
    ['the workbook is none', () => wrote('text.xlsx', 'externalCode\n'), /The file is no \.xlsx workbook/],
    [
      'a workbook is to come from standard input',
      () => startImport(['--source', 'old-portal', '--format', 'xlsx', '-'], stage.environment).ended,
      /^Usage: /,
    ],
    [
      'settings are missing',
      () => startImport(['--source', 'old-portal', SAMPLE], {}).ended,
      /imported: DATABASE_URL is not set; ENCRYPTION_KEYS is not set; BLIND_INDEX_KEY is not set\. .*import-dossiers\.md/,
    ],
    [
      'nothing answers as the database',
      () =>
        startImport(['--source', 'old-portal', SAMPLE], {
          ...stage.environment,
          DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        }).ended,
      /ECONNREFUSED/,
    ],
  ])('ends with 2 and writes nothing when %s', async (_, started, text) => {
    const dossiers = async () => (await stage.database.query('select from dossier')).length;
    const before = await dossiers();
    expect(await started()).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(text) });
    expect(await dossiers()).toBe(before);
  });
});

async function wrote(name: string, content: string | Buffer): Promise<ImportRun> {
  const path = join(folder, name);
  await writeFile(path, content);
  return run(path);
}
