import { newDossierId, newEventId } from '@motcua/kernel';
import { eventually } from './eventually.js';
import type { FreshDatabase } from './fresh-database.js';
import type { FreshTopics } from './fresh-topics.js';
import { goldenRecord } from './golden-record.js';

const WITHIN_MS = 30_000;

/** Resolves when a service's consumer has taken in so many records that bear one of these event ids. */
export async function takenIn(
  database: FreshDatabase,
  eventIds: readonly string[],
  count: number = eventIds.length,
): Promise<void> {
  await eventually(async () => {
    const rows = await database.query('select 1 from inbox where event_id ^@ any($1)', [eventIds]);
    if (rows.length !== count) throw new Error(`${rows.length} of ${count} records are taken in.`);
  }, WITHIN_MS);
}

/** Publishes the golden record of an event version, and resolves when the service has taken it in. */
export async function goldenRecordTakenIn(
  { topics, database }: { readonly topics: FreshTopics; readonly database: FreshDatabase },
  type: string,
): Promise<void> {
  const id = newEventId();
  await topics.publishRecords(await goldenRecord(type, newDossierId(), id));
  await takenIn(database, [id]);
}
