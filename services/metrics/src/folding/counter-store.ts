import type { Tx } from '@motcua/persistence';
import { type CounterDeltas, type Counts, measureColumns, measureNames } from '../measures/index.js';
import { int4Array, LIVE_SCHEMA, textArray } from '../projection/index.js';

interface Key {
  readonly name: string;
  readonly arrayType: string;
  /** SQL of the value stored. */
  readonly store: string;
}

const agencyKey: Key = { name: 'agency', arrayType: 'text[]', store: 'agency' };
const dayKey: Key = { name: 'day', arrayType: 'int4[]', store: `date '1970-01-01' + day` };
const yearKey: Key = { name: 'year', arrayType: 'int4[]', store: 'year' };

interface Family {
  readonly table: string;
  readonly keys: readonly Key[];
}

const agencyDays: Family = { table: 'counter_agency_day', keys: [dayKey, agencyKey] };
const agencyYears: Family = { table: 'counter_agency_year', keys: [yearKey, agencyKey] };

function addStatement(schema: string, { table, keys }: Family, measures: readonly string[]): string {
  const names = [...keys.map(({ name }) => name), ...measures];
  const types = [...keys.map(({ arrayType }) => arrayType), ...measures.map(() => 'int4[]')];
  return `
    insert into ${schema}.${table} as counter (partition, ${names.join(', ')})
    select $1, ${[...keys.map(({ store }) => store), ...measures].join(', ')}
    from unnest(${types.map((type, index) => `$${index + 2}::${type}`).join(', ')}) as added (${names.join(', ')})
    order by ${keys.map(({ name }) => name).join(', ')}
    on conflict (partition, ${keys.map(({ name }) => name).join(', ')}) do update set
      ${measures.map((name) => `${name} = counter.${name} + excluded.${name}`).join(', ')}`;
}

/** Adds to the counters of a partition. Rows whose counts become 0 stay. */
export async function addToCounters(
  tx: Tx,
  partition: number,
  deltas: CounterDeltas,
  schema = LIVE_SCHEMA,
): Promise<void> {
  const days = deltas.agencyDays();
  const agenciesOf = (rows: readonly { readonly agency: string }[]): Buffer =>
    textArray(rows.map(({ agency }) => agency));
  await add(tx, partition, schema, agencyDays, days, [int4Array(days.map(({ day }) => day)), agenciesOf(days)]);
  const years = deltas.agencyYears();
  await add(tx, partition, schema, agencyYears, years, [int4Array(years.map(({ year }) => year)), agenciesOf(years)]);
}

/** Names only the measures that change: a batch is of one topic, and most counts of its rows are 0. */
async function add(
  tx: Tx,
  partition: number,
  schema: string,
  family: Family,
  rows: readonly { readonly counts: Counts }[],
  keys: readonly Buffer[],
): Promise<void> {
  if (rows.length === 0) return;
  const moved = measureNames.map((_, code) => code).filter((code) => rows.some(({ counts }) => counts[code] !== 0));
  await tx.query(
    addStatement(
      schema,
      family,
      moved.map((code) => measureColumns[code]!),
    ),
    [partition, ...keys, ...moved.map((code) => int4Array(rows.map(({ counts }) => counts[code]!)))],
  );
}
