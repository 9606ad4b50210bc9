import type { Tx } from '@motcua/persistence';
import type { CounterDeltas } from '../domain/counter-deltas.js';
import { measureNames, RATE_MEASURES, type Counts } from '../domain/measures.js';
import { int4Array, textArray } from './pg-array.js';
import { LIVE_SCHEMA, perSchema } from './projection-schema.js';

/** A measure's column in the counter tables. */
export const measureColumns: readonly string[] = measureNames.map((name) => name.toLowerCase());
const rateColumns = measureColumns.slice(0, RATE_MEASURES);

interface Key {
  readonly name: string;
  readonly arrayType: string;
  /** SQL of the value stored. */
  readonly store: string;
}

const agencyKey: Key = { name: 'agency', arrayType: 'text[]', store: 'agency' };
const dayKey: Key = { name: 'day', arrayType: 'int4[]', store: `date '1970-01-01' + day` };
const yearKey: Key = { name: 'year', arrayType: 'int4[]', store: 'year' };
const monthKey: Key = { name: 'month', arrayType: 'int4[]', store: 'month' };
const procedureKey: Key = { name: 'procedure', arrayType: 'text[]', store: 'procedure' };

function addStatement(table: string, keys: readonly Key[], measures: readonly string[]): string {
  const names = [...keys.map(({ name }) => name), ...measures];
  const types = [...keys.map(({ arrayType }) => arrayType), ...measures.map(() => 'int4[]')];
  return `
    insert into ${table} as counter (partition, ${names.join(', ')})
    select $1, ${[...keys.map(({ store }) => store), ...measures].join(', ')}
    from unnest(${types.map((type, index) => `$${index + 2}::${type}`).join(', ')}) as added (${names.join(', ')})
    order by ${keys.map(({ name }) => name).join(', ')}
    on conflict (partition, ${keys.map(({ name }) => name).join(', ')}) do update set
      ${measures.map((name) => `${name} = counter.${name} + excluded.${name}`).join(', ')}`;
}

const statementsOf = perSchema((schema) => ({
  addAgencyDays: addStatement(`${schema}.counter_agency_day`, [dayKey, agencyKey], measureColumns),
  addAgencyYears: addStatement(`${schema}.counter_agency_year`, [yearKey, agencyKey], measureColumns),
  addProcedureMonths: addStatement(
    `${schema}.counter_procedure_month`,
    [monthKey, procedureKey, agencyKey],
    rateColumns,
  ),
}));

const countArrays = (rows: readonly { readonly counts: Counts }[], measures: readonly string[]): Buffer[] =>
  measures.map((_, measure) => int4Array(rows.map(({ counts }) => counts[measure]!)));

/** Adds to the counters of a partition. Rows that come to nought stay: they are read as nothing. */
export async function addToCounters(
  tx: Tx,
  partition: number,
  deltas: CounterDeltas,
  schema = LIVE_SCHEMA,
): Promise<void> {
  const { addAgencyDays, addAgencyYears, addProcedureMonths } = statementsOf(schema);
  const days = deltas.agencyDays();
  if (days.length > 0) {
    await tx.query(addAgencyDays, [
      partition,
      int4Array(days.map(({ day }) => day)),
      textArray(days.map(({ agency }) => agency)),
      ...countArrays(days, measureColumns),
    ]);
  }
  const years = deltas.agencyYears();
  if (years.length > 0) {
    await tx.query(addAgencyYears, [
      partition,
      int4Array(years.map(({ year }) => year)),
      textArray(years.map(({ agency }) => agency)),
      ...countArrays(years, measureColumns),
    ]);
  }
  const months = deltas.procedureMonths();
  if (months.length > 0) {
    await tx.query(addProcedureMonths, [
      partition,
      int4Array(months.map(({ month }) => month)),
      textArray(months.map(({ procedure }) => procedure)),
      textArray(months.map(({ agency }) => agency)),
      ...countArrays(months, rateColumns),
    ]);
  }
}
