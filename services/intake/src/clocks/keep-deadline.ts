import { Injectable } from '@nestjs/common';
import type { DeadlineEvent, DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import { DossierRepository } from '../dossiers/index.js';
import { newsOfClock, TellApplicant } from '../notifications/index.js';
import { DeadlineRepository } from './deadline.repository.js';

/** Keeps what deadlines published of a clock, and tells the applicant of an open dossier what is new in it. */
@Injectable()
export class KeepDeadline {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly dossiers: DossierRepository,
    private readonly tellApplicant: TellApplicant,
  ) {}

  async run(tx: Tx, event: DeadlineEvent): Promise<void> {
    const replaced = await this.deadlines.keep(tx, event.revision, event.state);
    if (replaced === null) return;
    const allNews = newsOfClock(replaced.before, event);
    if (allNews.length === 0) return;
    const dossier = await this.dossiers.find(tx, event.state.dossierId);
    if (dossier === null || !isOpen(dossier.state)) return;
    for (const news of allNews) await this.tellApplicant.run(tx, { dossier: dossier.state, news, who: event.id });
  }
}

/** Whether the applicant still waits for a result. */
function isOpen({ acceptedAt, completedAt, withdrawnAt, terminatedAt, voidedAt }: DossierStateV1): boolean {
  return acceptedAt !== null && [completedAt, withdrawnAt, terminatedAt, voidedAt].every((at) => at === null);
}
