import '@motcua/kernel/program';
import { AppError, systemClock } from '@motcua/kernel';
import { Outbox } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { databaseUrlSetting, type SettingsOf } from '@motcua/service-host';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { AgencyEntity, CatalogueRepository, ProcedureEntity } from './catalogue/index.js';
import { CalendarEditionEntity, CalendarRepository } from './clocks/index.js';
import { blindIndexKeySetting, encryptionKeysSetting } from './config.js';
import { DossierRepository } from './dossiers/index.js';
import {
  CalendarsOfImport,
  fileRows,
  ImportDossiers,
  ImportProgress,
  ImportRepository,
  isWhole,
  noTotals,
  numberedLines,
  PlaceImportedDossier,
  REPORT_HEADER,
  reportLine,
  tableRows,
  totalsText,
  withCounted,
  workbookRecords,
  type FileRow,
  type ImportTotals,
  type RowOutcome,
} from './imports/index.js';
import { BlindIndex, IndexDossiers, SearchIndexRepository } from './search/index.js';

const USAGE = `Usage: node_modules/.bin/node services/intake/dist/import-command.js --source NAME [--dry-run] [--format csv|xlsx|ndjson] [--report FILE] FILE
  FILE           dossiers of the other one-stop system, one a line or row; - is standard input, but not for a workbook
  --source NAME  what the other system is called: a-z, 0-9, - and . (it stands in the history of each dossier)
  --dry-run      check every row, report what would become of it, and write nothing
  --format       when the name of the file does not end in .csv, .xlsx or .ndjson
  --report FILE  default: <FILE>.report.csv, of standard input import.report.csv
Started again it goes on where it was: rows that are in are recognised by their external code. Columns and an example:
docs/runbooks/import-dossiers.md. DATABASE_URL, ENCRYPTION_KEYS and BLIND_INDEX_KEY are those of intake.
Exit code: 0 every row is in (or could be), 1 some are not and the report says why, 2 it could not go on.`;

const importFormats = ['csv', 'xlsx', 'ndjson'] as const;
type ImportFormat = (typeof importFormats)[number];

const EXIT = { whole: 0, someNot: 1, couldNot: 2 } as const;
const SOURCE = /^[a-z0-9][a-z0-9.-]{0,39}$/;
const READ_BYTES = 256 * 1024;

const settingsShape = {
  DATABASE_URL: databaseUrlSetting,
  ENCRYPTION_KEYS: encryptionKeysSetting,
  BLIND_INDEX_KEY: blindIndexKeySetting,
};
type ImportSettings = SettingsOf<typeof settingsShape>;

/** Not as services read theirs: their way out is code 1, which says here that rows are not in. */
function readImportSettings(): ImportSettings {
  const read = z.object(settingsShape).safeParse(process.env);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path: [name], message }) =>
    process.env[String(name)] === undefined ? `${String(name)} is not set` : `${String(name)}: ${message}`,
  );
  throw new AppError(
    `${faults.join('; ')}. They are the settings of intake; where they stand: docs/runbooks/import-dossiers.md, "Settings".`,
    { code: 'settings-invalid', retryable: false },
  );
}

/** What the person who started it asked for. */
interface Order {
  readonly file: string;
  readonly source: string;
  readonly dryRun: boolean;
  readonly format: ImportFormat;
  readonly reportFile: string;
}

async function main(): Promise<number> {
  const order = readOrder();
  if (order === 'help') {
    console.log(USAGE);
    return EXIT.whole;
  }
  if (order === null) {
    console.error(USAGE);
    return EXIT.couldNot;
  }
  const settings = readImportSettings();
  const size = order.file === '-' ? null : (await stat(order.file)).size;
  const dataSource = await connect(settings);
  try {
    return await importFile(order, size, importDossiers(dataSource, settings));
  } finally {
    await dataSource.destroy();
  }
}

/** What was asked for; null: not in a way that can be read. */
function readOrder(): Order | 'help' | null {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      source: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      format: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  const { source = '', 'dry-run': dryRun, format: named } = values;
  const format = importFormats.find((each) => (named === undefined ? file?.endsWith(`.${each}`) : named === each));
  if (file === undefined || more.length > 0 || !format || !SOURCE.test(source)) return null;
  if (file === '-' && format === 'xlsx') return null;
  const reportFile = values.report ?? (file === '-' ? 'import.report.csv' : `${file}.report.csv`);
  return { file, source, dryRun, format, reportFile };
}

/** Writes the report beside its place and puts it there at the end: two imports of one file do not mix theirs. */
async function importFile(order: Order, size: number | null, importing: ImportDossiers): Promise<number> {
  const { file, source, dryRun, format, reportFile } = order;
  const { rows, bytesRead } = opened(file, format);
  const partFile = `${reportFile}.${process.pid}.part`;
  const report = createWriteStream(partFile);
  report.write(REPORT_HEADER);
  const progress = new ImportProgress({
    stream: process.stderr,
    size: format === 'xlsx' ? null : size,
    now: () => performance.now(),
  });
  let totals = noTotals;
  const onBatch = async (outcomes: readonly RowOutcome[]): Promise<void> => {
    totals = withCounted(totals, outcomes);
    await write(report, outcomes.map(reportLine).join(''));
    progress.report(totals, bytesRead());
  };
  try {
    await importing.run({ rows, source, dryRun, onBatch });
  } catch (error) {
    progress.end();
    const stays = dryRun ? '' : ' What went in stays; start it again and it goes on.';
    if (totals !== noTotals) console.error(`The import stopped after ${totalsText(totals)}.${stays}`);
    throw error;
  } finally {
    await finished(report.end());
    await rename(partFile, reportFile);
  }
  progress.end();
  return printTotals(totals, order);
}

interface OpenedFile {
  readonly rows: AsyncIterable<FileRow>;
  readonly bytesRead: () => number;
}

/** How far a workbook is read nobody knows: it is packed. */
function opened(file: string, format: ImportFormat): OpenedFile {
  if (format === 'xlsx') return { rows: tableRows(workbookRecords(file)), bytesRead: () => 0 };
  const input = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: READ_BYTES });
  const bytesRead = (): number => ('bytesRead' in input ? input.bytesRead : 0);
  return { rows: fileRows(numberedLines(input), format), bytesRead };
}

/** Answers the exit code. */
function printTotals(totals: ImportTotals, { dryRun, reportFile }: Order): number {
  const what = dryRun ? 'import: dry run, nothing was written' : 'import: done';
  console.log(`${what}: ${totalsText(totals)}; row by row in ${reportFile}`);
  return isWhole(totals) ? EXIT.whole : EXIT.someNot;
}

async function write(report: WriteStream, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    report.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function importDossiers(dataSource: DataSource, settings: ImportSettings): ImportDossiers {
  const keyRing = settings.ENCRYPTION_KEYS;
  const searchIndex = new SearchIndexRepository(new BlindIndex(settings.BLIND_INDEX_KEY));
  const unitOfWork = new UnitOfWork(dataSource);
  return new ImportDossiers(
    unitOfWork,
    new PlaceImportedDossier(new CatalogueRepository()),
    new CalendarsOfImport(new CalendarRepository()),
    new ImportRepository(keyRing),
    new DossierRepository(new Outbox(unitOfWork), [new IndexDossiers(searchIndex)], keyRing, systemClock),
    systemClock,
  );
}

async function connect({ DATABASE_URL: url }: ImportSettings): Promise<DataSource> {
  const entities = [AgencyEntity, CalendarEditionEntity, ProcedureEntity];
  const options = '-c idle_in_transaction_session_timeout=60000 -c statement_timeout=60000';
  return new DataSource({ type: 'postgres', url, entities, extra: { max: 1, options } }).initialize();
}

/** Node answers a refused connection with several errors in one, which has no text of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  if (error instanceof AppError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(`The dossiers could not be imported: ${reasonOf(error)}`);
  return EXIT.couldNot;
});
