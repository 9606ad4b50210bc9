import { AppError, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { DataSource } from 'typeorm';
import { planImport, type CatalogueFiles, type ImportPlan } from './files/plan-import.js';
import { readStored, type StoredCatalogue } from './files/stored-catalogue.js';
import type { AgencyVersion } from './versions/agency-version.js';
import type { ProcedureVersion } from './versions/procedure-version.js';

export interface ImportCatalogueOptions {
  /** Do everything and take it back. @default false */
  readonly dryRun?: boolean;
  /** Local day of the import: an end before it is not moved any more. */
  readonly today: LocalDay;
}

export interface CatalogueImport extends ImportPlan {
  /** Refused: there are faults, and nothing was written. Dry run: the import would do exactly this. */
  readonly outcome: 'IMPORTED' | 'DRY_RUN' | 'REFUSED';
}

/** Imports the files in a transaction of its own, all or nothing; an import beside it waits. */
export async function importCatalogue(
  dataSource: DataSource,
  files: CatalogueFiles,
  { dryRun = false, today }: ImportCatalogueOptions,
): Promise<CatalogueImport> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const plan = await writeCatalogue(runner.manager, files, today);
    if (plan.faults.length > 0 || dryRun) await runner.rollbackTransaction();
    else await runner.commitTransaction();
    return { ...plan, outcome: plan.faults.length > 0 ? 'REFUSED' : dryRun ? 'DRY_RUN' : 'IMPORTED' };
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

/** Writes what the files change, unless they have a fault. Another import waits until the transaction has ended. */
export async function writeCatalogue(tx: Tx, files: CatalogueFiles, today: LocalDay): Promise<ImportPlan> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('motcua catalogue'))`);
  const plan = planImport(files, await readStoredCatalogue(tx), today);
  if (plan.faults.length > 0) return plan;
  await insertAgencies(tx, plan.agencies.added);
  await endAgencies(
    tx,
    plan.agencies.changed.map(({ row }) => row),
  );
  await insertProcedures(tx, plan.procedures.added);
  await correctProcedures(
    tx,
    plan.procedures.changed.map(({ row }) => row),
  );
  return plan;
}

/** All versions of everything, as stored. */
export async function readStoredCatalogue(tx: Tx): Promise<StoredCatalogue> {
  const agencies: unknown = await tx.query(
    `select code, name, kind, parent, calendar_id as "calendarId", valid_from::text as "validFrom",
       valid_until::text as "validUntil", successor
     from agency order by code, valid_from`,
  );
  const procedures: unknown = await tx.query(
    `select code, version, name, field, online_level as "onlineLevel", time_limit as "timeLimit",
       online_time_limit as "onlineTimeLimit", clock_policy as "clockPolicy", fee, result_on_paper as "resultOnPaper",
       steps, components, valid_from::text as "validFrom"
     from procedure order by code, version`,
  );
  return readStored({ agencies, procedures });
}

const agencyRecords = `jsonb_to_recordset($1::jsonb) as row (code text, name text, kind text, parent text,
  "calendarId" text, "validFrom" date, "validUntil" date, successor text)`;
const procedureRecords = `jsonb_to_recordset($1::jsonb) as row (code text, version integer, name text, field text,
  "onlineLevel" text, "timeLimit" jsonb, "onlineTimeLimit" jsonb, "clockPolicy" text, fee jsonb, "resultOnPaper" boolean,
  steps jsonb, components jsonb, "validFrom" date)`;

async function insertAgencies(tx: Tx, rows: readonly AgencyVersion[]): Promise<void> {
  await write(
    tx,
    rows,
    `insert into agency (code, name, kind, parent, calendar_id, valid_from, valid_until, successor)
     select code, name, kind, parent, "calendarId", "validFrom", "validUntil", successor from ${agencyRecords}
     returning 1`,
  );
}

async function endAgencies(tx: Tx, rows: readonly AgencyVersion[]): Promise<void> {
  await write(
    tx,
    rows,
    `with changed as (
       update agency set valid_until = row."validUntil", successor = row.successor from ${agencyRecords}
       where agency.code = row.code and agency.valid_from = row."validFrom" returning 1
     ) select from changed`,
  );
}

async function insertProcedures(tx: Tx, rows: readonly ProcedureVersion[]): Promise<void> {
  await write(
    tx,
    rows,
    `insert into procedure (code, version, name, field, online_level, time_limit, online_time_limit, clock_policy, fee,
       result_on_paper, steps, components, valid_from)
     select code, version, name, field, "onlineLevel", "timeLimit", "onlineTimeLimit", "clockPolicy", fee,
       "resultOnPaper", steps, components, "validFrom" from ${procedureRecords}
     returning 1`,
  );
}

async function correctProcedures(tx: Tx, rows: readonly ProcedureVersion[]): Promise<void> {
  await write(
    tx,
    rows,
    `with changed as (
       update procedure set name = row.name, field = row.field, fee = row.fee, components = row.components
       from ${procedureRecords} where procedure.code = row.code and procedure.version = row.version returning 1
     ) select from changed`,
  );
}

/** Runs a statement that answers a row for each row written: the report counts rows that are really there. */
async function write(tx: Tx, rows: readonly unknown[], sql: string): Promise<void> {
  if (rows.length === 0) return;
  const written = (await tx.query(sql, [JSON.stringify(rows)])) as readonly unknown[];
  if (written.length === rows.length) return;
  throw new AppError(
    `${rows.length} rows were to be written, and the database wrote ${written.length}: import again.`,
    {
      code: 'catalogue-changed-meanwhile',
      retryable: true,
    },
  );
}
