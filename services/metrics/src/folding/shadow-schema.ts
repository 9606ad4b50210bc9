import { AppError } from '@motcua/kernel';
import { measureColumns } from '../measures/index.js';
import { LIVE_SCHEMA, projectionRights, type Query } from '../projection/index.js';

/** The projection that was served before the last replay. */
export const PREVIOUS_SCHEMA = 'projection_previous';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Claims the shadows of this database until the session of `query` ends. Their names are fixed: who builds one beside
 * another would drop the other one's.
 * @throws AppError `replay-under-way`, retryable, while another session has claimed them
 */
export async function claimShadows(query: Query): Promise<void> {
  const [claim] = await query<{ won: boolean }>(`select pg_try_advisory_lock(hashtext('motcua replay')) as won`);
  if (claim!.won) return;
  throw new AppError('Another replay, or an audit that replays, is under way here: start again when it has ended.', {
    code: 'replay-under-way',
    retryable: true,
  });
}

/**
 * Makes an empty projection beside the live one, with the same tables, indexes and rights; one of that name is dropped.
 * @param query of the owner
 * @param options.lasting whether it must survive a crash of PostgreSQL; an audit's need not
 */
export async function makeShadow(
  query: Query,
  schema: string,
  options: { readonly role: string; readonly lasting: boolean },
): Promise<void> {
  const role = quoted(options.role);
  await query(`drop schema if exists ${schema} cascade`);
  await query(`create schema ${schema}`);
  await query(`grant usage on schema ${schema} to ${role}`);
  for (const [table, rights] of Object.entries(projectionRights)) {
    const [stored] = await query<{ options: string[] | null }>(
      'select reloptions as options from pg_class where oid = $1::regclass',
      [`${LIVE_SCHEMA}.${table}`],
    );
    const parameters = stored?.options ? `with (${stored.options.join(', ')})` : '';
    await query(
      `create ${options.lasting ? '' : 'unlogged'} table ${schema}.${table}
         (like ${LIVE_SCHEMA}.${table} including all) ${parameters}`,
    );
    await query(`grant ${rights} on ${schema}.${table} to ${role}`);
  }
  await query(`insert into ${schema}.progress (partition) select partition from ${LIVE_SCHEMA}.progress`);
}

export async function dropShadow(query: Query, schema: string): Promise<void> {
  await query(`drop schema if exists ${schema} cascade`);
}

/**
 * Puts a shadow in the place of the live projection; to be called in a transaction that has held the live folds back
 * with {@link holdFolds} until the shadow had folded as far. The live one stays as {@link PREVIOUS_SCHEMA}.
 */
export async function swapIn(query: Query, schema: string): Promise<void> {
  // Another number of folds than any process remembers: no cache of facts outlives the swap.
  await query(
    `update ${schema}.progress as shadow set folds = greatest(shadow.folds, live.folds) + 1
     from ${LIVE_SCHEMA}.progress as live where live.partition = shadow.partition`,
  );
  // Every reader of figures begins with this table: whoever reads the old schema ends first.
  await query(`lock table ${LIVE_SCHEMA}.progress in access exclusive mode`);
  await query(`alter schema ${LIVE_SCHEMA} rename to ${PREVIOUS_SCHEMA}`);
  await query(`alter schema ${schema} rename to ${LIVE_SCHEMA}`);
}

/** Lets the folds under way end and no other begin, until the transaction ends; figures are read on. */
export async function holdFolds(query: Query): Promise<void> {
  await query(`lock table ${LIVE_SCHEMA}.progress in exclusive mode`);
}

const FAMILIES = {
  'agency-day': { table: 'counter_agency_day', keys: ['agency', 'day'] },
  'agency-year': { table: 'counter_agency_year', keys: ['agency', 'year'] },
} as const;

/** All counters of a projection, by family and keys, without the rows that are 0. */
export async function readAllCounters(query: Query, schema: string): Promise<Map<string, readonly number[]>> {
  const counters = new Map<string, readonly number[]>();
  for (const [family, { table, keys }] of Object.entries(FAMILIES)) {
    const known = await query<{ name: string }>(
      `select column_name as name from information_schema.columns where table_schema = $1 and table_name = $2`,
      [schema, table],
    );
    const names = new Set(known.map(({ name }) => name));
    const sums = measureColumns.map((column) => (names.has(column) ? `sum(${column})` : '0')).join(', ');
    const rows = await query<{ place: string; counts: number[] }>(
      `select concat_ws(' ', ${keys.map((key) => `${key}::text`).join(', ')}) as place, array[${sums}]::int4[] as counts
       from ${schema}.${table} group by ${keys.join(', ')}`,
    );
    for (const { place, counts } of rows) {
      if (counts.some((count) => count !== 0)) counters.set(`${family} ${place}`, counts);
    }
  }
  return counters;
}
