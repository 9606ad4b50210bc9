import type { DataSource } from 'typeorm';
import { type ApplicantRepository } from '../persistence/applicant.repository.js';
import { type SearchIndexRepository } from '../persistence/search-index.repository.js';

/** Held in one transaction: so short that a counter that waits for one of them does not notice. */
const PAGE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Indexes with the present key what is not indexed with it, page by page in transactions of their own, and answers how many
 * dossiers that were. May run beside the service and may be ended at any time: the next run goes on.
 * @throws AppError `sealed-value-unreadable`
 */
export async function reindexDossiers(
  dataSource: DataSource,
  applicants: ApplicantRepository,
  index: SearchIndexRepository,
): Promise<number> {
  let indexed = 0;
  for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
    const from: string = after;
    const entries = await dataSource.transaction(async (tx) => {
      const stale = await index.stale(tx, from, PAGE);
      await index.put(
        tx,
        stale.map(({ dossierId, applicant, state }) => ({ state, applicant: applicants.open(dossierId, applicant) })),
      );
      return stale;
    });
    indexed += entries.length;
    after = entries.at(-1)?.dossierId;
  }
  return indexed;
}
