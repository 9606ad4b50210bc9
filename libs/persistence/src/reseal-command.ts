import { parseKeyRing } from '@motcua/kernel';
import { DataSource } from 'typeorm';
import { reseal, type SealedTable } from './reseal.js';

const NAMED = 5;

/**
 * The command by which a service reseals its tables, with `DATABASE_OWNER_URL` and `ENCRYPTION_KEYS`. It works as the owner,
 * because the service's own role may not change append-only tables. Exit code 0: all is sealed with the first key; 2: it is not.
 */
export async function resealFromEnvironment(
  service: string,
  tables: readonly SealedTable[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  if (process.argv.includes('--help')) {
    console.log(usageOf(service));
    return;
  }
  process.exitCode = 2;
  const { DATABASE_OWNER_URL: url, ENCRYPTION_KEYS: keys } = env;
  if (!url || !keys || process.argv.length > 2) {
    if (!url) console.error('DATABASE_OWNER_URL is not set.');
    if (!keys) console.error('ENCRYPTION_KEYS is not set.');
    console.error(usageOf(service));
    return;
  }
  try {
    const dataSource = await new DataSource({ type: 'postgres', url, extra: { max: 1 } }).initialize();
    const all = await reseal(dataSource, parseKeyRing(keys), tables).finally(() => dataSource.destroy());
    for (const { table, resealed, unreadable } of all) {
      console.log(`reseal: ${table}: ${resealed} rows are resealed`);
      if (unreadable.length === 0) continue;
      const [named, more] = [unreadable.slice(0, NAMED).join(', '), unreadable.length > NAMED ? ', ...' : ''];
      console.error(`reseal: ${table}: no key of the ring opens ${unreadable.length} rows: ${named}${more}`);
    }
    if (all.every(({ unreadable }) => unreadable.length === 0)) process.exitCode = 0;
  } catch (error) {
    console.error(`Not all rows are resealed; run it again to continue: ${String(error)}`);
  }
}

const usageOf = (service: string): string => `Usage: node services/${service}/dist/reseal-command.js
Seals what is sealed with an older key of the ring with its first one, so that the older ones can leave the ring.
Runs beside the service; after an interruption, run it again to continue. See docs/runbooks/rotate-keys.md.
DATABASE_OWNER_URL is the one of migrations, ENCRYPTION_KEYS that of ${service}.
Exit code: 0 all is sealed with the first key, 2 it is not.`;
