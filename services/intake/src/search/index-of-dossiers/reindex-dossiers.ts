import type { UnitOfWork } from '@motcua/persistence';
import type { ApplicantRepository } from '../../applicants/index.js';
import type { SearchIndexRepository } from './search-index.repository.js';

/** Held in one transaction: so short that a counter that waits for one of them does not notice. */
const PAGE = 200;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Indexes with the present key, and as names and numbers are folded now, what is not indexed so, page by page in transactions
 * of their own, and answers how many dossiers that were. May run beside the service and may be ended at any time, also by
 * `stop`: the next run goes on.
 * @throws AppError `sealed-value-unreadable`
 */
export async function reindexDossiers(
  unitOfWork: UnitOfWork,
  applicants: ApplicantRepository,
  index: SearchIndexRepository,
  stop?: AbortSignal,
): Promise<number> {
  let indexed = 0;
  for (let after: string | undefined = BEFORE_ALL; after !== undefined && !stop?.aborted;) {
    const from: string = after;
    const entries = await unitOfWork.run(async (tx) => {
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
