import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Stack } from '../../deploy/local/src/stack.ts';
import type { FlowService, LockedTable } from './faults.ts';

/** Whose database the table is in, and how its rows are found; of a large one those touched last. */
const ROWS: Readonly<
  Record<LockedTable, { readonly service: FlowService; readonly key: string; readonly last: string }>
> = {
  fee_order: { service: 'payments', key: 'order_id', last: 'order_id' },
  deadline: { service: 'deadlines', key: 'dossier_id', last: 'dossier_id' },
  'projection.progress': { service: 'metrics', key: 'partition', last: 'partition' },
};
const AMONG = 50;

/** Holds one row as a forgotten session would, then lets go; false when there is none yet. */
export async function lockRow(stack: Stack, table: LockedTable, place: number, forMs: number): Promise<boolean> {
  const { service, key, last } = ROWS[table];
  const session = new pg.Client({ connectionString: stack.databaseUrlOf(service, 'owner') });
  session.on('error', () => undefined); // A server that is killed meanwhile lets go as well.
  await session.connect();
  try {
    await session.query('begin');
    const { rowCount } = await session.query(
      `select from ${table} where ${key} = (
         select ${key} from (select ${key} from ${table} order by ${last} desc limit ${AMONG}) among
         offset floor($1::float8 * (select least(count(*), ${AMONG}) from ${table})) limit 1
       ) for update`,
      [place],
    );
    if (rowCount === 1) await delay(forMs);
    return rowCount === 1;
  } finally {
    await session.end().catch(() => undefined);
  }
}
