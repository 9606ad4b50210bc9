import { Statement, type Tx } from '@motcua/persistence';
import type { PoolClient } from 'pg';
import { LIVE_SCHEMA, perSchema, textArray } from '../projection/index.js';
import { type Fact, type SliceName, unheardFact } from './fact.js';
import { type SliceColumn, sliceColumns } from './slice-columns.js';

const sliceNames = Object.keys(sliceColumns) as readonly SliceName[];
type AnyColumn = SliceColumn<Record<string, unknown>>;
const columnsOf = (slice: SliceName): readonly AnyColumn[] => sliceColumns[slice] as unknown as readonly AnyColumn[];

const loadedColumns = sliceNames.map((slice) => ({
  slice,
  columns: columnsOf(slice).filter(({ field }) => field !== null),
}));

const loadStatement = (schema: string): string => `
  select dossier_id, ${loadedColumns.flatMap(({ columns }) => columns.map(({ name, kind }) => kind.select(name))).join(', ')}
  from ${schema}.fact
  where partition = $1 and dossier_id = any($2::text[]::uuid[])`;

function saveStatement(schema: string, slice: SliceName): string {
  const columns = columnsOf(slice);
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
  save: Object.fromEntries(sliceNames.map((slice) => [slice, new Statement(saveStatement(schema, slice))])) as Record<
    SliceName,
    Statement
  >,
}));

/** Values as PostgreSQL printed them: each column's kind parses its own. */
const AS_TEXT = { getTypeParser: () => (value: unknown) => value } as never;

/** A slice from consecutive values of a row; undefined while it was not heard. */
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
  for (const { slice, columns } of loadedColumns) {
    const state = stateOf(columns, row, index);
    index += columns.length;
    if (state) fact[slice] = state;
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

/** Writes one slice of each fact, in one statement; the other slices stay as they are. */
export async function saveSlices(
  tx: Tx,
  partition: number,
  slice: SliceName,
  facts: readonly Fact[],
  schema = LIVE_SCHEMA,
): Promise<void> {
  if (facts.length === 0) return;
  const states = facts.map((fact) => fact[slice] as unknown as Record<string, unknown>);
  await statementsOf(schema).save[slice].run(tx, [
    partition,
    textArray(facts.map(({ dossierId }) => dossierId)),
    ...columnsOf(slice).map(({ kind, valueOf }) => kind.encode(states.map(valueOf) as never[])),
  ]);
}

/** How a slice is read apart from its fact: text rows of the dossier id and the slice's values. */
export interface SliceReading {
  readonly columns: string;
  /** The column that is null where the slice was not heard. */
  readonly revisionColumn: string;
  readonly types: typeof AS_TEXT;
  readonly read: (row: readonly (string | null)[]) => { readonly dossierId: string; readonly state: object };
}

export function sliceReading(slice: SliceName): SliceReading {
  const { columns } = loadedColumns.find((loaded) => loaded.slice === slice)!;
  return {
    columns: ['dossier_id', ...columns.map(({ name, kind }) => kind.select(name))].join(', '),
    revisionColumn: columns[0]!.name,
    types: AS_TEXT,
    read: (row) => ({ dossierId: row[0]!, state: stateOf(columns, row, 1) ?? {} }),
  };
}
