import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import type { DataSource } from 'typeorm';

interface ProcedureRow {
  readonly code: string;
  readonly version: string;
  readonly name: string;
  readonly field: string;
  readonly onlineLevel: string;
  readonly timeLimitAmount: string;
  readonly timeLimitUnit: string;
  readonly countingMode: string;
  readonly clockPolicy: string;
  readonly feeVnd: string;
  readonly feeCollection: string;
  readonly validFrom: string;
}

async function readCsv<Row>(name: string): Promise<Row[]> {
  const text = await readFile(new URL(`../../catalogue/${name}`, import.meta.url), 'utf8');
  return parse(text, { columns: true, skip_empty_lines: true, trim: true });
}

/** Writes the province's agencies and procedures; a row that is there already stays as it is. */
export async function seedCatalogue(dataSource: DataSource): Promise<void> {
  const agencies = await readCsv<{ code: string; name: string; kind: string; parent: string }>('agencies-2023.csv');
  await dataSource.query(
    `insert into agency (code, name, kind, parent)
     select code, name, kind, nullif(parent, '') from unnest($1::text[], $2::text[], $3::text[], $4::text[])
       as row (code, name, kind, parent)
     on conflict do nothing`,
    (['code', 'name', 'kind', 'parent'] as const).map((column) => agencies.map((row) => row[column])),
  );
  for (const row of await readCsv<ProcedureRow>('procedures.csv')) await insertProcedure(dataSource, row);
}

async function insertProcedure(dataSource: DataSource, row: ProcedureRow): Promise<void> {
  const timeLimit = row.timeLimitAmount
    ? { amount: Number(row.timeLimitAmount), unit: row.timeLimitUnit, countingMode: row.countingMode }
    : null;
  const fee = row.feeVnd ? { amountVnd: Number(row.feeVnd), collection: row.feeCollection } : null;
  await dataSource.query(
    `insert into procedure (code, version, name, field, online_level, time_limit, clock_policy, fee, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      row.code,
      Number(row.version),
      row.name,
      row.field,
      row.onlineLevel,
      JSON.stringify(timeLimit),
      row.clockPolicy,
      JSON.stringify(fee),
      row.validFrom,
    ],
  );
}
