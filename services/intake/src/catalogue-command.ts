import '@motcua/kernel/program';
import { AppError, localDayOf, systemClock } from '@motcua/kernel';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { faultText, importCatalogue, planText, type CatalogueFile, type CatalogueImport } from './catalogue/index.js';

const USAGE = `Usage: node_modules/.bin/node services/intake/dist/catalogue-command.js [--agencies FILE] [--procedures FILE] [--dry-run]
  --agencies FILE    agencies to add or to end, one version a line
  --procedures FILE  procedures to add, one version a line
  --dry-run          print what the import would do, and write nothing
At least one file; what it does not name stays as it is. Columns: services/intake/catalogue/README.md.
DATABASE_OWNER_URL is the database of intake, as the role that owns its tables.
Exit code: 0 imported (or could be), 1 the files have faults and nothing was written, 2 it could not be done.`;

const EXIT = { fine: 0, faults: 1, couldNot: 2 } as const;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      agencies: { type: 'string' },
      procedures: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return EXIT.fine;
  }
  if (values.agencies === undefined && values.procedures === undefined) {
    console.error(USAGE);
    return EXIT.couldNot;
  }
  const files = { agencies: await fileAt(values.agencies), procedures: await fileAt(values.procedures) };
  const dataSource = await connect(process.env['DATABASE_OWNER_URL']);
  try {
    const today = localDayOf(systemClock.now());
    return printOutcome(await importCatalogue(dataSource, files, { dryRun: values['dry-run'], today }));
  } finally {
    await dataSource.destroy();
  }
}

/** Answers the exit code. */
function printOutcome(imported: CatalogueImport): number {
  if (imported.outcome === 'REFUSED') {
    for (const fault of imported.faults) console.log(faultText(fault));
    console.log(`catalogue: ${imported.faults.length} faults, nothing was written`);
    return EXIT.faults;
  }
  console.log(planText(imported));
  console.log(
    imported.outcome === 'DRY_RUN'
      ? 'catalogue: dry run, nothing was written; without --dry-run it will do exactly this'
      : 'catalogue: imported',
  );
  return EXIT.fine;
}

async function fileAt(path: string | undefined): Promise<CatalogueFile | undefined> {
  return path === undefined ? undefined : { name: basename(path), bytes: await readFile(path) };
}

async function connect(url: string | undefined): Promise<DataSource> {
  if (!url || !/^postgres(ql)?:\/\//.test(url))
    throw new AppError('Set DATABASE_OWNER_URL to a postgres:// URL of the role that owns the tables of intake.', {
      code: 'owner-url-missing',
      retryable: false,
    });
  return new DataSource({ type: 'postgres', url, extra: { max: 1 } }).initialize();
}

/** Node answers a refused connection with several errors in one, which has no text of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The catalogue could not be imported, nothing was written: ${reasonOf(error)}`);
  return EXIT.couldNot;
});
