import '@motcua/kernel/program';
import { UnitOfWork } from '@motcua/persistence';
import { databaseUrlSetting, readSettings } from '@motcua/service-host';
import { DataSource } from 'typeorm';
import { ApplicantRepository } from './applicants/index.js';
import { blindIndexKeySetting, encryptionKeysSetting } from './config.js';
import { BlindIndex, reindexDossiers, SearchIndexRepository } from './search/index.js';

const USAGE = `Usage: node_modules/.bin/node services/intake/dist/reindex-command.js
Indexes the applicants of all dossiers that are not indexed with BLIND_INDEX_KEY, or not as this version folds names and
numbers: what the service does by itself once it has started. Runs beside it; run again it goes on where it was ended.
DATABASE_URL, ENCRYPTION_KEYS and BLIND_INDEX_KEY are those of intake.
Exit code: 0 all are indexed, 2 it could not be done.`;

const COULD_NOT = 2;

async function main(): Promise<void> {
  const settings = readSettings(
    {
      DATABASE_URL: databaseUrlSetting,
      ENCRYPTION_KEYS: encryptionKeysSetting,
      BLIND_INDEX_KEY: blindIndexKeySetting,
    },
    process.env,
  );
  const dataSource = await new DataSource({
    type: 'postgres',
    url: settings.DATABASE_URL,
    extra: { max: 1 },
  }).initialize();
  try {
    const indexed = await reindexDossiers(
      new UnitOfWork(dataSource),
      new ApplicantRepository(settings.ENCRYPTION_KEYS),
      new SearchIndexRepository(new BlindIndex(settings.BLIND_INDEX_KEY)),
    );
    console.log(`reindex: ${indexed} dossiers were indexed, all are now`);
  } finally {
    await dataSource.destroy();
  }
}

if (process.argv.includes('--help')) {
  console.log(USAGE);
} else if (process.argv.length > 2) {
  console.error(USAGE);
  process.exitCode = COULD_NOT;
} else {
  await main().catch((error: unknown) => {
    console.error(`Not all dossiers could be indexed; run it again to go on: ${String(error)}`);
    process.exitCode = COULD_NOT;
  });
}
