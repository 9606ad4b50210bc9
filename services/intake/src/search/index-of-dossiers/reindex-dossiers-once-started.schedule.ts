import { Injectable, Logger } from '@nestjs/common';
import { UnitOfWork } from '@motcua/persistence';
import { Schedule } from '@motcua/service-host';
import { ApplicantRepository } from '../../applicants/index.js';
import { reindexDossiers } from './reindex-dossiers.js';
import { SearchIndexRepository } from './search-index.repository.js';

const PAUSE_MS = 5_000;
/** After a pass that failed: what cannot be opened now cannot be opened in five seconds either. */
const RETRY_MS = 60_000;

/**
 * Indexes once what an earlier version indexed in another way, or another key: an upgrade needs no command. A pass that fails
 * is begun again a minute later; after one that is through, there is nothing left to do until the next start.
 */
@Injectable()
export class ReindexDossiersOnceStarted extends Schedule {
  private readonly log = new Logger(ReindexDossiersOnceStarted.name);
  private isThrough = false;
  /** On the clock of `performance`. */
  private notBefore = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly applicants: ApplicantRepository,
    private readonly index: SearchIndexRepository,
  ) {
    super(PAUSE_MS);
  }

  protected async run(stop: AbortSignal): Promise<void> {
    if (this.isThrough || performance.now() < this.notBefore) return;
    this.notBefore = performance.now() + RETRY_MS;
    const isStale = await this.unitOfWork.run((tx) => this.index.hasStale(tx));
    const indexed = isStale ? await reindexDossiers(this.unitOfWork, this.applicants, this.index, stop) : 0;
    this.isThrough = !stop.aborted;
    if (indexed > 0) this.log.log({ message: 'Dossiers were indexed anew.', indexed });
  }
}
