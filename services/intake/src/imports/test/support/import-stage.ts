import { expect } from '@jest/globals';
import { dossierEvents } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openIntakeStage, type IntakeStage } from '../../../../test/support/intake-stage.js';
import { startImport, type ImportRun, type RunningImport } from './import-command.js';
import type { GivenRow } from './import-rows.js';

/** Intake on real parts, and the command beside it. */
export interface ImportStage {
  readonly stage: IntakeStage;
  /** For files and reports. */
  readonly folder: string;
  /** The command on a file, from the source `old-portal` unless `more` says otherwise. */
  start(path: string, ...more: readonly string[]): RunningImport;
  run(path: string, ...more: readonly string[]): Promise<ImportRun>;
  close(): Promise<void>;
}

export async function openImportStage(): Promise<ImportStage> {
  const stage = await openIntakeStage();
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const start = (path: string, ...more: readonly string[]): RunningImport =>
    startImport(['--source', 'old-portal', ...more, path], stage.environment);
  return {
    stage,
    folder,
    start,
    run: (path, ...more) => start(path, ...more).ended,
    close: async () => void (await Promise.all([stage.close(), rm(folder, { recursive: true })])),
  };
}

export const countOf = async (stage: IntakeStage, table: string, prefix: string): Promise<number> => {
  const [row] = await stage.database.query<{ count: number }>(
    `select count(*)::integer as count from ${table} where dossier_id in
       (select dossier_id from imported_dossier where external_code like $1)`,
    [`${prefix}-%`],
  );
  return row!.count;
};

/** Content and number of rows of every table, once the service has sent all events and notifications. */
export async function everything(stage: IntakeStage): Promise<Readonly<Record<string, string>>> {
  await eventually(async () => {
    expect(await stage.database.query('select from outbox')).toEqual([]);
    expect(await stage.database.query('select from notification where sent_at is null')).toEqual([]);
  }, 60_000);
  const tables = await stage.database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await stage.database.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(line::text, chr(10) order by line::text)), '') as sum
       from ${name} as line`,
    );
    sums[name] = row!.sum;
  }
  return sums;
}

/** Holds an external code in a transaction of its own, so that an import comes to a halt at the very last thing it writes. */
export async function hold(stage: IntakeStage, externalCode: string): Promise<{ readonly letGo: () => Promise<void> }> {
  const session = new pg.Client({ connectionString: stage.database.ownerUrl });
  await session.connect();
  await session.query('begin');
  await session.query(`insert into dossier values (gen_random_uuid(), 'held', 1, '{}', '')`);
  await session.query(
    `insert into imported_dossier select $1, 'spec', id, '', now() from dossier where code = 'held'`,
    [externalCode],
  );
  return { letGo: async () => session.query('rollback').then(async () => session.end()) };
}

/** An import waits for what is held. */
export async function someoneWaits(stage: IntakeStage): Promise<void> {
  const waiting = await stage.database.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  expect(waiting).toHaveLength(1);
}

/** What makes a row of it whose dossier was only handed in. */
export const UNSETTLED: GivenRow = {
  acceptedAt: undefined,
  appointmentAt: undefined,
  supplements: undefined,
  suspensions: undefined,
  completedAt: undefined,
  result: undefined,
  electronicResult: undefined,
  returnedAt: undefined,
  withdrawnAt: undefined,
};
/** Not within a UUID. */
const PERSONAL = /Canary|Nguy|Trần|(?<![\w-])(?:09\d{8}|077\d{9})(?![\w-])/;

/** Of at least so many reports, of all events and of what stands beside the dossiers. */
export async function expectNothingPersonal({ stage, folder }: ImportStage, leastReports: number): Promise<void> {
  const reports = (await readdir(folder)).filter((name) => name.includes('.report.csv'));
  expect(reports.length).toBeGreaterThanOrEqual(leastReports);
  for (const name of reports) expect(await readFile(join(folder, name), 'utf8')).not.toMatch(PERSONAL);
  expect(PERSONAL.test(JSON.stringify(await stage.topics.records(dossierEvents.topic)))).toBe(false);
  const [row] = await stage.database.query<{ sealed: number }>(
    `select count(*)::integer as sealed from imported_dossier where sealed like 'v1.k1.%'`,
  );
  expect(row!.sealed).toBe((await stage.database.query('select from imported_dossier')).length);
}
