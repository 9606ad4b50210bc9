import { AppError, localDayOf, systemClock } from '@motcua/kernel';
import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';
import type { CatalogueFile } from './files/read-table.js';
import { faultText } from './files/report-text.js';
import { importCatalogue } from './write-catalogue.js';

/** A file that is delivered with the service. */
async function deliveredFile(name: string): Promise<CatalogueFile> {
  return { name, bytes: await readFile(new URL(`../../catalogue/${name}`, import.meta.url)) };
}

/**
 * Writes the province's agencies and procedures into an empty catalogue. One that holds anything belongs to those who
 * import into it, and stays as it is.
 * @throws AppError `catalogue-at-fault` with every fault of the files
 */
export async function seedCatalogue(dataSource: DataSource): Promise<void> {
  const [{ taken }] = (await dataSource.query(
    'select exists (select from agency) or exists (select from procedure) as taken',
  )) as [{ taken: boolean }];
  if (taken) return;
  const [agencies, procedures] = await Promise.all([deliveredFile('agencies.csv'), deliveredFile('procedures.csv')]);
  const today = localDayOf(systemClock.now());
  const { faults } = await importCatalogue(dataSource, { agencies, procedures }, { today });
  if (faults.length === 0) return;
  throw new AppError(`The catalogue that is delivered has faults:\n${faults.map(faultText).join('\n')}`, {
    code: 'catalogue-at-fault',
    retryable: false,
  });
}
