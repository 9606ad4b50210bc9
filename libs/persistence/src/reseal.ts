import { AppError, seal, unseal, type KeyRing } from '@motcua/kernel';
import type { DataSource, EntityManager } from 'typeorm';

/** A table with sealed columns. Names come from code, never from outside. */
export interface SealedTable {
  readonly table: string;
  /** The primary key: its columns and their types, in order. */
  readonly key: Readonly<Record<string, 'uuid' | 'integer' | 'text'>>;
  /** The column that the sealed values are bound to. */
  readonly context: string;
  /** Columns of sealed texts; null where there is none. */
  readonly sealed: readonly string[];
}

/** The result for one table. */
export interface Resealed {
  readonly table: string;
  readonly resealed: number;
  /** Primary keys of rows that no key of the ring opens; they stay as they are. */
  readonly unreadable: readonly string[];
}

type Row = Readonly<Record<string, string | null>>;

/** Rows locked in one transaction: few, so that others wait for milliseconds only. */
const PAGE = 200;

/**
 * Seals with the first key of the ring what an older key sealed, page by page, each in its own transaction, until a pass finds
 * nothing more. It may run beside the service, whose ring must have the same first key by then, and may be interrupted at any
 * time: the next run continues.
 */
export async function reseal(
  dataSource: DataSource,
  ring: KeyRing,
  tables: readonly SealedTable[],
): Promise<Resealed[]> {
  const all: Resealed[] = [];
  for (const table of tables) {
    let [total, pass] = [0, await resealOnce(dataSource, ring, table)];
    for (; pass.resealed > 0; pass = await resealOnce(dataSource, ring, table)) total += pass.resealed;
    all.push({ ...pass, resealed: total });
  }
  return all;
}

async function resealOnce(dataSource: DataSource, ring: KeyRing, table: SealedTable): Promise<Resealed> {
  let resealed = 0;
  const unreadable: string[] = [];
  let page: Page | undefined;
  do {
    const after = page?.last ?? null;
    page = await dataSource.transaction<Page>((tx) => resealPage(tx, ring, table, after));
    resealed += page.resealed;
    unreadable.push(...page.unreadable);
  } while (page.last !== null);
  return { table: table.table, resealed, unreadable };
}

interface Page extends Omit<Resealed, 'table'> {
  /** The last row; null: there is none, so this was the last page. */
  readonly last: Row | null;
}

async function resealPage(tx: EntityManager, ring: KeyRing, table: SealedTable, after: Row | null): Promise<Page> {
  const keyNames = Object.keys(table.key);
  const [keyId] = ring.keys();
  const place = after === null ? [] : keyNames.map((name) => after[name]);
  const rows = (await tx.query(pageOf(table, after !== null), [`v1.${keyId}.`, ...place])) as Row[];
  const outcomes = rows.map((row) => [row, resealedRow(ring, table, row)] as const);
  const changed = outcomes.flatMap(([, fresh]) => (fresh ? [fresh] : []));
  await tx.query(changeOf(table), [JSON.stringify(changed)]);
  const unreadable = outcomes.flatMap(([row, fresh]) => (fresh ? [] : [keyNames.map((name) => row[name]).join(' ')]));
  return { resealed: changed.length, unreadable, last: rows.at(-1) ?? null };
}

/** `$1` is how values of the first key begin; the rest is the key that the last page ended with. */
function pageOf({ table, key, context, sealed }: SealedTable, hasPlace: boolean): string {
  const keys = Object.keys(key).map((name) => `kept.${name}`);
  const stale = sealed.map((column) => `not starts_with(kept.${column}, $1)`).join(' or ');
  const place = Object.values(key).map((type, index) => `$${index + 2}::${type}`);
  const columns = [...new Set([...Object.keys(key), context, ...sealed])].map((name) => `kept.${name}::text`);
  return `select ${columns.join(', ')} from ${table} as kept
    where (${stale}) ${hasPlace ? `and (${keys.join(', ')}) > (${place.join(', ')})` : ''}
    order by ${keys.join(', ')} limit ${PAGE} for no key update`;
}

function changeOf({ table, key, sealed }: SealedTable): string {
  const columns = [...Object.entries(key), ...sealed.map((column) => [column, 'text'] as const)];
  const isSame = Object.keys(key).map((name) => `kept.${name} = fresh.${name}`);
  return `update ${table} as kept set ${sealed.map((column) => `${column} = fresh.${column}`).join(', ')}
    from jsonb_to_recordset($1) as fresh (${columns.map(([name, type]) => `${name} ${type}`).join(', ')})
    where ${isSame.join(' and ')}`;
}

/** The row with its values sealed by the first key; null when they cannot be opened. */
function resealedRow(ring: KeyRing, { context, sealed }: SealedTable, row: Row): Row | null {
  const bound = row[context]!;
  try {
    const fresh = sealed.map((column) => {
      const text = row[column] ?? null;
      return [column, text === null ? null : seal(ring, bound, unseal(ring, bound, text))] as const;
    });
    return { ...row, ...Object.fromEntries(fresh) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'sealed-value-unreadable') return null;
    throw error;
  }
}
