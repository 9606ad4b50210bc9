import { Statement, type Tx } from '@motcua/persistence';
import type { PoolClient } from 'pg';
import { unheardFact, type Fact, type RegisterName } from '../domain/fact.js';
import { textArray } from './pg-array.js';
import { LIVE_SCHEMA, perSchema } from './projection-schema.js';
import { registerColumns, type RegisterColumn } from './register-columns.js';

const registerNames = Object.keys(registerColumns) as readonly RegisterName[];
type AnyColumn = RegisterColumn<Record<string, unknown>>;
const columnsOf = (register: RegisterName): readonly AnyColumn[] =>
  registerColumns[register] as unknown as readonly AnyColumn[];

const loadedColumns = registerNames.map((register) => ({
  register,
  columns: columnsOf(register).filter(({ field }) => field !== null),
}));

const loadStatement = (schema: string): string => `
  select dossier_id, ${loadedColumns.flatMap(({ columns }) => columns.map(({ name, kind }) => kind.select(name))).join(', ')}
  from ${schema}.fact
  where partition = $1 and dossier_id = any($2::text[]::uuid[])`;

function saveStatement(schema: string, register: RegisterName): string {
  const columns = columnsOf(register);
  const names = columns.map(({ name }) => name);
  return `
    insert into ${schema}.fact (partition, dossier_id, ${names.join(', ')})
    select $1, dossier_id::uuid, ${columns.map(({ name, kind }) => kind.store(name)).join(', ')}
    from unnest($2::text[], ${columns.map(({ kind }, index) => `$${index + 3}::${kind.arrayType}`).join(', ')})
      as heard (dossier_id, ${names.join(', ')})
    on conflict (partition, dossier_id) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')}`;
}

const statementsOf = perSchema((schema) => ({
  load: loadStatement(schema),
  save: Object.fromEntries(
    registerNames.map((register) => [register, new Statement(saveStatement(schema, register))]),
  ) as Record<RegisterName, Statement>,
}));

/** Values as PostgreSQL printed them: each column's kind parses its own. */
const AS_TEXT = { getTypeParser: () => (value: unknown) => value } as never;

/** A register from consecutive values of a row; undefined while it was not heard. */
function stateOf(
  columns: readonly AnyColumn[],
  row: readonly (string | null)[],
  first: number,
): Record<string, unknown> | undefined {
  if (row[first] === null) return undefined;
  return Object.fromEntries(
    columns.map(({ field, kind }, index) => {
      const value = row[first + index] ?? null;
      return [field!, value === null ? null : kind.parse(value)];
    }),
  );
}

function factOf(partition: number, row: readonly (string | null)[]): Fact {
  const fact: Record<string, unknown> = { ...unheardFact(partition, row[0]!) };
  let index = 1;
  for (const { register, columns } of loadedColumns) {
    const state = stateOf(columns, row, index);
    index += columns.length;
    if (state) fact[register] = state;
  }
  return fact as unknown as Fact;
}

/** Facts of the dossiers that have one. Call it under the lock of the partition's progress row. */
export async function loadFacts(
  tx: Tx,
  partition: number,
  dossierIds: readonly string[],
  schema = LIVE_SCHEMA,
): Promise<Fact[]> {
  if (dossierIds.length === 0) return [];
  const client = (await tx.queryRunner!.connect()) as PoolClient;
  const { rows } = await client.query<(string | null)[]>({
    text: statementsOf(schema).load,
    values: [partition, textArray(dossierIds)],
    rowMode: 'array',
    types: AS_TEXT,
  });
  return rows.map((row) => factOf(partition, row));
}

/** Writes one register of each fact, in one statement; the other registers stay as they are. */
export async function saveRegisters(
  tx: Tx,
  partition: number,
  register: RegisterName,
  facts: readonly Fact[],
  schema = LIVE_SCHEMA,
): Promise<void> {
  if (facts.length === 0) return;
  const states = facts.map((fact) => fact[register] as unknown as Record<string, unknown>);
  await statementsOf(schema).save[register].run(tx, [
    partition,
    textArray(facts.map(({ dossierId }) => dossierId)),
    ...columnsOf(register).map(({ kind, valueOf }) => kind.encode(states.map(valueOf) as never[])),
  ]);
}

/** How a register is read apart from its fact: text rows of the dossier id and the register's values. */
export interface RegisterReading {
  readonly columns: string;
  /** The column that is null where the register was not heard. */
  readonly revisionColumn: string;
  readonly types: typeof AS_TEXT;
  readonly read: (row: readonly (string | null)[]) => { readonly dossierId: string; readonly state: object };
}

export function registerReading(register: RegisterName): RegisterReading {
  const { columns } = loadedColumns.find((loaded) => loaded.register === register)!;
  return {
    columns: ['dossier_id', ...columns.map(({ name, kind }) => kind.select(name))].join(', '),
    revisionColumn: columns[0]!.name,
    types: AS_TEXT,
    read: (row) => ({ dossierId: row[0]!, state: stateOf(columns, row, 1) ?? {} }),
  };
}
